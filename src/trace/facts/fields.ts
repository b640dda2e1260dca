import * as v from "valibot";
import { ENDS, PEERS } from "../parties.ts";

export const peer = v.picklist(PEERS);
export const end = v.picklist(ENDS);
export const base64 = v.pipe(v.string(), v.base64());
export const hex = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})*$/, "must be lower-case hexadecimal"));
/** Random and unique to the run. The judge searches for it, and anything shorter would turn up by chance. */
export const needle = v.pipe(v.string(), v.minLength(8));
export const pkcs8 = v.pipe(base64, v.minLength(48));
/** What crosses the signalling has at most 64 KiB; a server in the middle may add to it. Nobody searches megabytes for words. */
export const signal = v.pipe(v.string(), v.maxLength(128 << 10));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));
export const clientRandom = v.pipe(hex, v.length(64));
/** An end's private value in a group of the key exchange (IANA code). */
export const privateShare = { group: count, privateKey: v.pipe(hex, v.minLength(32)) };
/** One digit for each toss. */
export const coins = v.pipe(v.string(), v.regex(/^[01]*$/));
export const description = v.picklist(["offer", "answer"]);

/** Message content as an actor saw it. Long content is cut after `head`; size and hash are always of the whole. */
export const content = {
  channel: v.string(),
  type: v.picklist(["text", "binary"]),
  bytes: count,
  sha256: hex,
  head: base64,
};
