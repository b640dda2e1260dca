import type { Defence } from "./defence.ts";

export const compareFingerprints: Defence = {
  id: "compare-fingerprints",
  title: "Comparing full fingerprints out of band",
  explain: () =>
    "Each peer reads aloud the SHA-256 fingerprint of its own certificate, over a channel that the operator cannot reach. " +
    "The other peer holds it against the certificate that DTLS really delivered. If they differ, somebody else answered.",
  catches: "Any substituted certificate, whoever substituted it.",
  doesNotCatch:
    "A comparison over the attacked channel itself, one that nobody makes or that stops after the first digits, and client code that lies about the fingerprint.",
  references: ["RFC 8827 §6.5", "RFC 8122 §5", "RFC 5763 §8"],
  alarms: ["FINGERPRINT_MISMATCH"],
};
