import type { Word } from "./word.ts";

/** What runs inside the encrypted connection. */
export const DATA_CHANNEL_WORDS: readonly Word[] = [
  {
    id: "data-channel",
    name: "data channel",
    forms: /\bdata[ -]channels?\b/i,
    meaning: "A way for messages between two peers, made of one SCTP stream in each direction.",
    source: "RFC 8831 §6.4",
  },
  {
    id: "sctp",
    name: "SCTP",
    forms: /\bSCTP\b/,
    meaning: "Stream Control Transmission Protocol: it carries the messages of data channels, inside DTLS.",
    source: "RFC 8831 §5",
  },
  {
    id: "chunk",
    name: "DATA chunk",
    forms: /\b(?:DATA|I-DATA|SCTP)? ?chunks?\b|\bDATA\b/,
    meaning: "The part of an SCTP packet that holds a message, or a piece of one.",
    source: "RFC 9260 §3.3.1",
  },
  {
    id: "tsn",
    name: "TSN",
    forms: /\bTSNs?\b|\btransmission sequence numbers?\b/,
    meaning:
      "Transmission Sequence Number: SCTP counts its DATA chunks with it, so that the receiver sees what is missing.",
    source: "RFC 9260 §3.3.1",
  },
  {
    id: "ppid",
    name: "PPID",
    forms: /\bPPIDs?\b|\bpayload protocol identifiers?\b/i,
    meaning:
      "Payload Protocol Identifier: it says what a DATA chunk holds, such as text, binary data or DCEP.",
    source: "RFC 8831 §6.6",
  },
  {
    id: "dcep",
    name: "DCEP",
    forms: /\bDCEP\b|\bDATA_CHANNEL_(?:OPEN|ACK)\b/,
    meaning:
      "Data Channel Establishment Protocol: the message that opens a data channel and names it, and its acknowledgement.",
    source: "RFC 8832 §4",
  },
];
