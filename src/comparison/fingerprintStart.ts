import { sha256Fingerprint } from "./digests.ts";
import { fullFingerprint } from "./fullFingerprint.ts";
import type { DirectMethod } from "./method.ts";

/** The first bytes of a fingerprint: what people read who get tired of the rest. */
const START_BYTES = 2;

export const fingerprintStart: DirectMethod = {
  ...fullFingerprint,
  id: "fingerprint-start-16",
  title: "The first 16 bits of the SHA-256 fingerprint",
  bits: START_BYTES * 8,
  sentences: {
    match:
      "What the other person read aloud is how the fingerprint of the certificate begins that this connection delivered.",
    mismatch:
      "What the other person read aloud is not how the fingerprint of the certificate begins that this connection delivered.",
  },
  explain: () =>
    "Each person reads the first two pairs of digits of their own certificate's fingerprint, and the other compares them with the " +
    "certificate that DTLS delivered.",
  limits: () =>
    "An interceptor that knows which digits are compared has only those to match: about 2^16 tries for each leg, where the whole " +
    "fingerprint would need 2^256. Each digit more makes it 16 times as many.",
  references: ["RFC 8122 §5", "RFC 8826 §4.3.2.2"],
  readAloud: ({ mine }) => startOf(sha256Fingerprint(mine).value),
  expects: ({ theirs }) => startOf(sha256Fingerprint(theirs).value),
};

function startOf(value: string): string {
  return value.split(":").slice(0, START_BYTES).join(":");
}
