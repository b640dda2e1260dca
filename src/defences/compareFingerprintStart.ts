import type { Defence } from "./defence.ts";

export const compareFingerprintStart: Defence = {
  id: "compare-fingerprint-start",
  title: "Comparing how the fingerprints begin",
  comparison: { method: "fingerprint-start-16", over: "another channel" },
  explain: () =>
    "Each person reads aloud the first two pairs of digits of their own fingerprint, 16 bits, over another channel, and leaves out the rest.",
  catches: "An interceptor that does not search for certificates that begin like the genuine ones.",
  doesNotCatch:
    "An interceptor that makes certificates until their fingerprints begin like the genuine ones: about 65,536 tries for each leg.",
  references: ["RFC 8122 §5", "RFC 8826 §4.3.2.2"],
  alarms: ["FINGERPRINT_MISMATCH"],
};
