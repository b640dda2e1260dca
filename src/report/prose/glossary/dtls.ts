import type { Word } from "./word.ts";

/** The encrypted connection. */
export const DTLS_WORDS: readonly Word[] = [
  {
    id: "dtls",
    name: "DTLS",
    forms: /\bDTLS\b/,
    meaning:
      "Datagram Transport Layer Security: TLS for packets that may be lost or arrive in another order.",
    source: "RFC 6347 §3",
  },
  {
    id: "association",
    name: "association",
    forms: /(?<!SCTP )\bassociations?\b/i,
    meaning: "One DTLS connection between two ends: a handshake, and all that it protects.",
    source: "RFC 8842 §3",
  },
  {
    id: "handshake",
    name: "handshake",
    forms: /\bhandshakes?\b/i,
    meaning: "The messages in which two ends show their certificates and agree on keys.",
    source: "RFC 5246 §7.3",
  },
  {
    id: "record",
    name: "record",
    forms: /\b(?:DTLS|application|protected|one|each|the|this|that|data|no|of) records?\b/i,
    meaning:
      "The unit that DTLS sends: a header in clear, and content that is encrypted and authenticated as a whole.",
    source: "RFC 6347 §4.1",
  },
  {
    id: "epoch",
    name: "epoch",
    forms: /\bepochs?\b/i,
    meaning:
      "A number in each record: which set of keys protects it. 0 is in clear, 1 has the keys of the first handshake.",
    source: "RFC 6347 §4.1",
  },
  {
    id: "nonce",
    name: "nonce",
    forms: /(?<!random )\bnonces?\b/i,
    meaning:
      "A value that must never come twice under one key. In AES-GCM two records that share one give away how their contents differ. (In a comparison by code: a random value of a peer.)",
    source: "RFC 5288 §3",
  },
  {
    id: "tag",
    name: "authentication tag",
    forms: /\b(?:the|valid|its) tags?\b|[’']s tag\b/i,
    meaning:
      "The last bytes of an encrypted record. It fits only if nobody without the key changed the record.",
    source: "RFC 5116 §5.1",
  },
  {
    id: "hash-key",
    name: "hash key",
    forms: /\bhash keys?\b|\bGHASH\b/,
    meaning:
      "The secret value with which AES-GCM makes every tag, by a function called GHASH. Two records under one nonce give it away.",
    source: "RFC 9325 §7.2.1",
  },
  {
    id: "replay-window",
    name: "window against replays",
    forms: /\bwindow (?:against replays|of (?:64 )?record numbers)\b/i,
    meaning:
      "The numbers of the records that were taken last, by which a receiver knows one that comes again.",
    source: "RFC 6347 §4.1.2.6",
  },
  {
    id: "finished",
    name: "Finished",
    forms: /\bFinished\b/,
    meaning:
      "The last message of each end in a handshake: a value over all of it, which only the two ends can make.",
    source: "RFC 5246 §7.4.9",
  },
  {
    id: "change-cipher-spec",
    name: "ChangeCipherSpec",
    forms: /\bChangeCipherSpec\b/,
    meaning: "The record after which an end encrypts everything that it sends.",
    source: "RFC 5246 §7.1",
  },
  {
    id: "ecdhe",
    name: "Diffie–Hellman, ECDHE",
    forms: /\b(?:ECDHE|Diffie[–-]Hellman)\b/,
    meaning:
      "Each end sends a fresh public key; both work out the same secret from it, and whoever only listens cannot.",
    source: "RFC 8422 §2",
  },
  {
    id: "x25519",
    name: "x25519, elliptic curves",
    forms: /\b(?:[xX]25519(?!MLKEM)|secp256r1|elliptic curves?)\b/,
    meaning:
      "Diffie–Hellman on an elliptic curve. Nobody can compute the secret from the two public keys today; a large quantum computer could.",
    source: "RFC 7748 §6.1",
  },
  {
    id: "hybrid",
    name: "hybrid, X25519MLKEM768",
    forms: /\b(?:hybrid|X25519MLKEM768|ML-KEM)\b/,
    meaning:
      "A key exchange of two parts: x25519, and ML-KEM, which is meant to withstand a quantum computer. The keys follow from both together.",
    source: "RFC 9794 §2",
  },
  {
    id: "premaster-secret",
    name: "premaster secret",
    forms: /\bpremaster secrets?\b/i,
    meaning: "What the key exchange gives both ends; the master secret is made from it.",
    source: "RFC 5246 §8.1",
  },
  {
    id: "master-secret",
    name: "master secret",
    forms: /(?<!extended )\bmaster secrets?\b/i,
    meaning:
      "The secret of one DTLS connection, from which its keys are made. Whoever has it can open the recording.",
    source: "RFC 5246 §8.1",
  },
  {
    id: "extended-master-secret",
    name: "extended master secret",
    forms: /\bextended master secrets?\b/i,
    meaning:
      "A master secret that is made from the whole handshake, so that two connections cannot share one.",
    source: "RFC 7627 §4",
  },
  {
    id: "forward-secrecy",
    name: "forward secrecy",
    forms: /\bforward secrecy\b/i,
    meaning: "Keys that are stolen later do not open what was recorded earlier.",
    source: "RFC 9325 §7.3",
  },
];
