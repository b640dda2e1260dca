import type { Defence } from "./defence.ts";

export const sealMessages: Defence = {
  id: "seal-messages",
  title: "Sealing messages end to end, above the channel",
  seals: true,
  explain: () =>
    "The peers know each other’s long-term X25519 key, which they have compared once. In offer and answer they make a Noise handshake (Noise_KK_25519_AESGCM_SHA256; The Noise Protocol Framework, revision 34, §7.5), " +
    "which gives each call fresh keys that only these two can have, and everything that they say crosses the channel encrypted with AES-256-GCM and numbered. Whoever is in the middle may carry the call; what it reads is ciphertext.",
  catches:
    "Nobody by name: an interceptor that only carries and reads the call is not noticed, and gets nothing. A description without the handshake or with another one, and a message that was changed, replayed or made up, are refused with an alarm.",
  doesNotCatch:
    "That messages are kept or delayed, who talks when, and how long each message is: a message shows its size. A long-term key that was wrong from the start. Client code that reads what its user types before it is sealed. Media: for that there is SFrame.",
  references: ["RFC 7748 §6.1", "RFC 5869 §2", "RFC 5116 §2.1, §3.2", "RFC 9605 §1"],
  alarms: ["AGREEMENT_MISSING", "AGREEMENT_INVALID", "SEAL_INVALID"],
};
