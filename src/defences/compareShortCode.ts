import type { Defence } from "./defence.ts";

export const compareShortCode: Defence = {
  id: "compare-short-code",
  title: "Comparing a short code of 16 bits",
  explain: () =>
    "Each peer reads two words aloud, made from 16 bits of one hash over both fingerprints. It is quicker than reading 64 hexadecimal digits.",
  catches: "An interceptor that does not search.",
  doesNotCatch:
    "An interceptor that makes certificates until both codes agree: about 65,536 tries when one certificate is already shown, fewer when it may choose both.",
  references: ["RFC 8826 §4.3.2.2", "RFC 6189 §4.4.1.1"],
  alarms: ["CODE_MISMATCH"],
};

export const compareCommittedCode: Defence = {
  id: "compare-committed-code",
  title: "Comparing a short code after commitments",
  explain: () =>
    "Before the code exists, one peer commits to its certificate and a random nonce; then the other reveals its own, and the first opens its commitment. " +
    "The code of 16 bits depends on both nonces, so nobody in between can choose certificates or nonces to fit it.",
  catches: "An interceptor, except when its one guess is right: once in 65,536 calls.",
  doesNotCatch:
    "People who go on after an exchange that failed, or try again until it fits: each try is another guess.",
  references: ["RFC 6189 §4.4.1.1", "RFC 6189 §7"],
  alarms: ["CODE_MISMATCH", "COMMITMENT_BROKEN", "REVEALED_ANOTHER_CERTIFICATE", "EXCHANGE_OUT_OF_ORDER"],
};

export const compareOverTheCall: Defence = {
  id: "compare-over-the-call",
  title: "Comparing fingerprints over the call itself",
  explain: () =>
    "The peers tell each other their fingerprints over the very channel that they want to verify.",
  catches: "An interceptor that only passes messages on.",
  doesNotCatch: "An interceptor that looks for fingerprints in the messages and replaces them.",
  references: ["RFC 8826 §4.3.2.2", "RFC 8827 §6.5"],
  alarms: ["FINGERPRINT_MISMATCH"],
};
