import { type KeyObject, sign, verify } from "node:crypto";
import { fingerprintsOf, formatFingerprint } from "./fingerprint.ts";
import { attributeOf, joinLines, splitLines } from "./lines.ts";

const ATTRIBUTE = "x-lab-identity";

/** What a signature speaks for: who said this description, in which session, in which part. */
export interface SignedContext {
  readonly signer: string;
  readonly session: string;
  readonly type: "offer" | "answer";
}

/**
 * Adds a session-level attribute with an Ed25519 signature over all fingerprints of the description and over the
 * context, so that it cannot be used in another session or part. A teaching stand-in for RFC 8224 and RFC 8827 §7.
 */
export function signFingerprints(sdp: string, context: SignedContext, privateKey: KeyObject): string {
  const signature = sign(null, signedBytes(sdp, context), privateKey).toString("base64");
  const lines = splitLines(sdp);
  const firstMedia = lines.findIndex(({ text }) => text.startsWith("m="));
  const at = firstMedia === -1 ? lines.length : firstMedia;
  const line = { text: `a=${ATTRIBUTE}:${signature}`, end: "\r\n", level: "session" } as const;
  return joinLines([...lines.slice(0, at), line, ...lines.slice(at)]);
}

/** "missing", "valid", or "invalid": made by another key, for other fingerprints or for another context. */
export function verifyFingerprints(
  sdp: string,
  context: SignedContext,
  publicKey: KeyObject,
): "valid" | "invalid" | "missing" {
  const signatures = splitLines(sdp)
    .map(({ text }) => attributeOf(text))
    .flatMap((attribute) => (attribute?.name === ATTRIBUTE ? attribute.value : []));
  if (signatures.length === 0) return "missing";
  const signed = signedBytes(removeSignature(sdp), context);
  const valid =
    signatures.length === 1 && verify(null, signed, publicKey, Buffer.from(signatures[0] ?? "", "base64"));
  return valid ? "valid" : "invalid";
}

export function removeSignature(sdp: string): string {
  return joinLines(splitLines(sdp).filter(({ text }) => attributeOf(text)?.name !== ATTRIBUTE));
}

function signedBytes(sdp: string, { signer, session, type }: SignedContext): Buffer {
  const fingerprints = fingerprintsOf(sdp).map(({ fingerprint }) => formatFingerprint(fingerprint));
  return Buffer.from(JSON.stringify(["lab identity 1", signer, session, type, ...fingerprints]));
}
