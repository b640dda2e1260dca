import { formatFingerprint } from "../sdp/fingerprint.ts";
import { sha256Fingerprint } from "./digests.ts";
import type { DirectMethod } from "./method.ts";

/** A whole fingerprint, in hexadecimal: each person reads that of their own certificate. */
export const fullFingerprint: DirectMethod = {
  id: "full-fingerprint",
  title: "The SHA-256 fingerprint in full",
  bits: 256,
  binds: "certificates",
  alarm: "FINGERPRINT_MISMATCH",
  sentences: {
    match:
      "What the other person read aloud is the fingerprint of the certificate that this connection delivered.",
    mismatch:
      "What the other person read aloud is not the fingerprint of the certificate that this connection delivered.",
  },
  explain: () =>
    "Each person reads the SHA-256 fingerprint of their own certificate, and the other compares it with the certificate that DTLS " +
    "delivered. To pass, an interceptor would need another certificate with the same SHA-256 digest.",
  limits: () =>
    "People get tired of 64 digits and compare only the first and last groups. An attacker who knows which groups " +
    "are compared has only those to match. Each direction speaks for one certificate only, so both people must read.",
  references: ["RFC 8122 §5", "RFC 8827 §6.5"],
  readAloud: ({ mine }) => formatFingerprint(sha256Fingerprint(mine)),
  expects: ({ theirs }) => formatFingerprint(sha256Fingerprint(theirs)),
};
