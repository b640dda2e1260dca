import type { Defence } from "./defence.ts";

export const compareShortCode: Defence = {
  id: "compare-short-code",
  title: "Comparing a short code of 16 bits",
  comparison: { method: "short-code-16", over: "another channel" },
  explain: () =>
    "Each person reads two words aloud, made from 16 bits of one hash over both fingerprints. It is quicker than reading 64 hexadecimal digits.",
  catches: "An interceptor that does not search.",
  doesNotCatch:
    "An interceptor that makes certificates until both codes agree: about 65,536 tries when one certificate is already shown, about 230 for each leg when it may choose both.",
  references: ["RFC 8826 §4.3.2.2", "RFC 6189 §4.4.1.1"],
  alarms: ["CODE_MISMATCH"],
};

export const compareExchangedCode: Defence = {
  id: "compare-exchanged-code",
  title: "Comparing a short code over exchanged nonces",
  comparison: { method: "exchanged-code-16", over: "another channel" },
  explain: () =>
    "The peers send each other a random nonce over the call, and read two words aloud, made from 16 bits of one hash over both fingerprints and both nonces. " +
    "No two calls have the same code, and nobody can search for one beforehand.",
  catches: "An interceptor that settles its certificates and nonces before it knows the peers' nonces.",
  doesNotCatch:
    "An interceptor that waits for both nonces and then searches for its own, about 65,536 tries: nothing binds it.",
  references: ["RFC 6189 §4.4.1.1"],
  alarms: ["CODE_MISMATCH", "REVEALED_ANOTHER_CERTIFICATE", "EXCHANGE_OUT_OF_ORDER"],
};

export const compareCommittedCode: Defence = {
  id: "compare-committed-code",
  title: "Comparing a short code after commitments",
  comparison: { method: "committed-code-16", over: "another channel" },
  explain: () =>
    "Before the code exists, one peer commits to its certificate and a random nonce; then the other reveals its own, and the first opens its commitment. " +
    "The code of 16 bits depends on both nonces, so nobody in between can choose certificates or nonces to fit it.",
  catches: "An interceptor, except when its one guess is right: once in 65,536 calls.",
  doesNotCatch:
    "People who go on after an exchange that failed, or call again until it succeeds: each call is another guess, and an interceptor that sees its guess fail can make it look like a bad network.",
  references: ["RFC 6189 §4.4.1.1", "RFC 6189 §7"],
  alarms: ["CODE_MISMATCH", "COMMITMENT_BROKEN", "REVEALED_ANOTHER_CERTIFICATE", "EXCHANGE_OUT_OF_ORDER"],
};
