import { type KeyObject, sign, verify } from "node:crypto";
import { addSessionAttribute, attributeValues, removeAttribute } from "./sessionAttribute.ts";

const ATTRIBUTE = "x-lab-identity";

/** What a signature is bound to: who sent this description, in which session, and whether as offer or answer. */
export interface SignedContext {
  readonly signer: string;
  readonly session: string;
  readonly type: "offer" | "answer";
}

/**
 * Adds a session-level attribute with an Ed25519 signature over all fingerprint lines of the description and over
 * the context, so that it cannot be used in another session or part. It replaces an earlier signature.
 * It covers nothing else: ICE credentials and candidates say where packets go, not who can read them.
 * A simplified form, for teaching, of RFC 8225 §5.2.2 ("mky") and RFC 8827 §7.
 * @throws SdpParseError "description-too-long"
 */
export function signFingerprints(sdp: string, context: SignedContext, privateKey: KeyObject): string {
  const signature = sign(null, signedBytes(sdp, context), privateKey).toString("base64");
  return addSessionAttribute(sdp, ATTRIBUTE, signature);
}

/**
 * "missing", "valid", or "invalid": made by another key, for other fingerprint lines or for another context. "valid"
 * says who wrote the fingerprints, not who holds the certificate's key.
 * @throws SdpParseError "description-too-long"
 */
export function verifyFingerprints(
  sdp: string,
  context: SignedContext,
  publicKey: KeyObject,
): "valid" | "invalid" | "missing" {
  const [signature, ...more] = attributeValues(sdp, ATTRIBUTE);
  if (signature === undefined) return "missing";
  const valid =
    more.length === 0 && verify(null, signedBytes(sdp, context), publicKey, Buffer.from(signature, "base64"));
  return valid ? "valid" : "invalid";
}

/**
 * The description without its signature: what a peer without an identity key sends, and what a server can make of a
 * signed one.
 */
export function removeSignature(sdp: string): string {
  return removeAttribute(sdp, ATTRIBUTE);
}

/**
 * The lines as they are, including malformed ones: a stack may read a line that this lab's parser refuses, and a server
 * could add its own fingerprint in such a line.
 */
function signedBytes(sdp: string, { signer, session, type }: SignedContext): Buffer {
  const fingerprints = attributeValues(sdp, "fingerprint");
  return Buffer.from(JSON.stringify(["lab identity 1", signer, session, type, ...fingerprints]));
}
