import { createHash } from "node:crypto";

/** Longer content is cut in the trace; size and hash are of the whole. */
const HEAD_BYTES = 4096;

/** A message as a fact shows it: type, size, hash, and its beginning. */
export function messageContent<T extends "text" | "binary">(type: T, content: Uint8Array) {
  return {
    type,
    bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    head: Buffer.from(content.subarray(0, HEAD_BYTES)).toString("base64"),
  };
}
