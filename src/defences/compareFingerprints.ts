import type { Defence } from "./defence.ts";

export const compareFingerprints: Defence = {
  id: "compare-fingerprints",
  title: "Comparing full fingerprints out of band",
  comparison: { method: "full-fingerprint", over: "another channel" },
  explain: () =>
    "Each person reads aloud the SHA-256 fingerprint of their own certificate, over another channel, which need not be secret: it must only bring " +
    "what is said unchanged, from the right person. The other compares it with the certificate that DTLS delivered. If they differ, somebody else answered.",
  catches:
    "A substituted certificate, whoever substituted it, on the side of the person who compares it, before anything is said that must stay secret.",
  doesNotCatch:
    "A genuine certificate that is replayed without its key, where the stack does not check possession; a forged voice; the side that does not compare, when the attacker " +
    "drops the other side's goodbye; a comparison over the attacked channel itself, one that nobody makes or that stops after the first digits; client code that lies about the " +
    "fingerprint. RFC 8827 §9.1 does not count on people for this: such comparisons are not for general use.",
  references: ["RFC 8827 §6.5", "RFC 8827 §9.1", "RFC 8122 §5", "RFC 5763 §8"],
  alarms: ["FINGERPRINT_MISMATCH"],
};

export const compareOverTheCall: Defence = {
  id: "compare-over-the-call",
  title: "Comparing fingerprints over the call itself",
  comparison: { method: "full-fingerprint", over: "the call" },
  explain: () =>
    "The peers tell each other their fingerprints over the very channel that they want to verify.",
  catches: "An interceptor that only passes messages on.",
  doesNotCatch: "An interceptor that looks for fingerprints in the messages and replaces them.",
  references: ["RFC 8826 §4.3.2.2", "RFC 8827 §6.5"],
  alarms: ["FINGERPRINT_MISMATCH"],
};
