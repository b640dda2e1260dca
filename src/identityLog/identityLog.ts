import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import * as v from "valibot";
import { PEERS } from "../trace/parties.ts";
import {
  consistencyProof,
  inclusionProof,
  isContinued,
  isIncluded,
  leafHash,
  rootOf,
  type TreeHash,
} from "./merkleTree.ts";

const hash = v.pipe(v.string(), v.hexadecimal(), v.length(64));
const size = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Somebody says that this certificate (SHA-256 of the DER) is this person's. A log takes it from anybody, and keeps it. */
const entrySchema = v.object({ name: v.picklist(PEERS), certificate: hash });
export type LogEntry = v.InferOutput<typeof entrySchema>;

/** What the log stands by: its size, the root of its tree, and an Ed25519 signature over both. */
const headSchema = v.object({ size, root: hash, signature: v.pipe(v.string(), v.base64()) });
export type LogHead = v.InferOutput<typeof headSchema>;

/** What a peer is shown of the log. Head and key reach it out of band; the rest could come from anybody. */
export const logViewSchema = v.object({
  /** The log's public key (SPKI, base64). */
  key: v.pipe(v.string(), v.base64()),
  head: headSchema,
  entries: v.array(entrySchema),
  /** Of each entry, by which it leads to the root. */
  inclusion: v.array(v.array(hash)),
  /** By which the log that this peer saw before is the beginning of this one. */
  consistency: v.array(hash),
});
export type LogView = v.InferOutput<typeof logViewSchema>;

/** The log as it is shown to somebody who has seen its first `seen` entries, and signed. */
export function viewOf(
  entries: readonly LogEntry[],
  keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  seen: number,
): LogView {
  const leaves = entries.map(leafOf);
  const tree = { size: entries.length, root: hex(rootOf(leaves)) };
  return {
    key: keys.publicKey.export({ type: "spki", format: "der" }).toString("base64"),
    head: { ...tree, signature: sign(null, signedBytes(tree), keys.privateKey).toString("base64") },
    entries: entries.map((entry) => ({ ...entry })),
    inclusion: leaves.map((_, index) => inclusionProof(leaves, index).map(hex)),
    consistency: consistencyProof(leaves, seen).map(hex),
  };
}

/** Did the log sign this head, and does it go on where the earlier one ended? It need not be true what the entries say. */
export function isSound({ key, head, consistency }: LogView, earlier: LogHead | undefined): boolean {
  const publicKey = createPublicKey({ key: Buffer.from(key, "base64"), type: "spki", format: "der" });
  if (!verify(null, signedBytes(head), publicKey, Buffer.from(head.signature, "base64"))) return false;
  return earlier === undefined || isContinued(treeOf(earlier), treeOf(head), consistency.map(unhex));
}

/** Is this entry in the log, by its proof? */
export function isEntered({ head, entries, inclusion }: LogView, entry: LogEntry): boolean {
  const index = entries.findIndex(
    ({ name, certificate }) => name === entry.name && certificate === entry.certificate,
  );
  const proof = inclusion[index];
  return proof !== undefined && isIncluded(leafOf(entry), index, treeOf(head), proof.map(unhex));
}

/** Are these all the entries? Whoever watches over a name must see every one: a proof of inclusion shows none of the others. */
export function isWhole({ head, entries }: Pick<LogView, "head" | "entries">): boolean {
  return entries.length === head.size && logRoot(entries) === head.root;
}

/** Hexadecimal. */
export function logRoot(entries: readonly LogEntry[]): string {
  return hex(rootOf(entries.map(leafOf)));
}

function leafOf({ name, certificate }: LogEntry): TreeHash {
  return leafHash(Buffer.from(JSON.stringify([name, certificate])));
}

function signedBytes({ size, root }: Pick<LogHead, "size" | "root">): Buffer {
  return Buffer.from(JSON.stringify(["lab log head 1", size, root]));
}

function treeOf({ size, root }: LogHead) {
  return { size, root: unhex(root) };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function unhex(text: string): Uint8Array {
  return Buffer.from(text, "hex");
}
