/**
 * "media": RTP or RTCP, which an attacker's leg does not carry on. "not-sctp": what DTLS delivered is no SCTP packet. The
 * others are those of src/sctp/dataChannelEvent.ts.
 */
export const UNREAD_REASONS = [
  "media",
  "not-sctp",
  "overflow",
  "abandoned",
  "outside-window",
  "too-many-associations",
  "bad-dcep",
  "unknown-ppid",
] as const;
export type UnreadReason = (typeof UNREAD_REASONS)[number];

/** In words, as they follow a colon. */
export const UNREAD_WORDS: Readonly<Record<UnreadReason, string>> = {
  media: "media, which it does not carry on",
  "not-sctp": "no SCTP packet",
  overflow: "too many fragments at once",
  abandoned: "a message that its sender gave up",
  "outside-window": "a chunk from too long ago",
  "too-many-associations": "one SCTP association too many",
  "bad-dcep": "the opening of a channel, malformed",
  "unknown-ppid": "a message of an unknown kind",
};
