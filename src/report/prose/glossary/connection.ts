import type { Word } from "./word.ts";

/** How two peers find each other. */
export const CONNECTION_WORDS: readonly Word[] = [
  {
    id: "signalling",
    name: "signalling",
    forms: /\bsignalling(?! server)\b/i,
    meaning:
      "What the peers tell each other through the server to set a call up. WebRTC does not lay down how it travels.",
    source: "RFC 8825 §2.4",
  },
  {
    id: "sdp",
    name: "SDP",
    forms: /\bSDP\b/,
    meaning:
      "Session Description Protocol: the lines in which a peer says how to reach it and which certificate to expect.",
    source: "RFC 8866 §5",
  },
  {
    id: "offer-answer",
    name: "offer and answer",
    forms: /\b(?:offer and answer|offer and an answer|an offer|new offer|her offers?)\b/i,
    meaning: "The caller’s description and the one that comes back. Together they settle the connection.",
    source: "RFC 3264 §4",
  },
  {
    id: "fingerprint",
    name: "fingerprint",
    forms: /\bfingerprints?\b/i,
    meaning:
      "A hash of a certificate, sent in the SDP. The peer must refuse a certificate that does not match it.",
    source: "RFC 8122 §5",
  },
  {
    id: "sdes",
    name: "SDES",
    forms: /\bSDES\b/,
    meaning:
      "An older way to agree on keys for SRTP: each end writes its key into the SDP. WebRTC forbids it.",
    source: "RFC 4568 §6.2",
  },
  {
    id: "self-signed",
    name: "self-signed certificate",
    forms: /\bself-signed\b/i,
    meaning:
      "A certificate that is signed with its own key: it shows a public key, and nobody vouches for the name.",
    source: "RFC 5280 §3.2",
  },
  {
    id: "ice",
    name: "ICE",
    forms: /\bICE\b/,
    meaning:
      "Interactive Connectivity Establishment: the peers try pairs of addresses until packets arrive both ways.",
    source: "RFC 8445 §2",
  },
  {
    id: "ice-credentials",
    name: "ICE user name and password",
    forms: /\b(?:ufrags?|ICE (?:user names?|names?|credentials))\b/i,
    meaning: "The values by which two ends know each other’s ICE checks. They encrypt nothing.",
    source: "RFC 8839 §5.4",
  },
  {
    id: "candidate",
    name: "candidate",
    forms: /\bcandidates?\b/i,
    meaning: "An address and port at which an end may be reached.",
    source: "RFC 8839 §5.1",
  },
  {
    id: "stun",
    name: "STUN",
    forms: /\bSTUN\b/,
    meaning:
      "The protocol of the ICE checks: small requests and responses in clear, protected against change by a key.",
    source: "RFC 8489 §2",
  },
  {
    id: "identity-provider",
    name: "identity provider",
    forms: /\bidentity providers?\b/i,
    meaning: "A party that vouches for who a fingerprint belongs to, other than the server of the call.",
    source: "RFC 8827 §7",
  },
];
