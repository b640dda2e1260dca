import { SctpParseError } from "./sctpParseError.ts";

/** Payload protocol identifiers of data channels (RFC 8831 §8). */
export const PPID = {
  DCEP: 50,
  STRING: 51,
  /** Deprecated: a part of a binary message; the last part has BINARY. */
  BINARY_PARTIAL: 52,
  BINARY: 53,
  /** Deprecated: a part of a string; the last part has STRING. */
  STRING_PARTIAL: 54,
  /** SCTP cannot carry empty messages: one byte is sent, without meaning. */
  STRING_EMPTY: 56,
  BINARY_EMPTY: 57,
} as const;

export type Reliability =
  | { readonly kind: "reliable" }
  | { readonly kind: "max-retransmits"; readonly retransmits: number }
  | { readonly kind: "max-lifetime"; readonly milliseconds: number };

export interface DcepOpen {
  readonly kind: "open";
  readonly label: string;
  readonly protocol: string;
  readonly ordered: boolean;
  readonly reliability: Reliability;
  readonly priority: number;
}

export type DcepMessage = DcepOpen | { readonly kind: "ack" };

/**
 * A Data Channel Establishment Protocol message (RFC 8832 §5): the payload of a message with PPID.DCEP.
 * Label and protocol are the sender's claims and prove nothing; invalid UTF-8 in them becomes U+FFFD. Bytes after the
 * declared lengths are ignored: werift 0.24 counts UTF-16 units where it sends UTF-8.
 * @throws SctpParseError "bad-dcep"
 */
export function parseDcep(payload: Uint8Array): DcepMessage {
  const type = payload[0];
  if (type === MESSAGE_ACK) return { kind: "ack" };
  if (type !== MESSAGE_OPEN) throw new SctpParseError("bad-dcep", 0, `${type} is not a type of DCEP message`);
  if (payload.length < DCEP_OPEN_HEADER_LENGTH) {
    throw new SctpParseError("bad-dcep", 0, `DATA_CHANNEL_OPEN needs 12 bytes, there are ${payload.length}`);
  }
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const labelEnd = DCEP_OPEN_HEADER_LENGTH + view.getUint16(8);
  const protocolEnd = labelEnd + view.getUint16(10);
  if (protocolEnd > payload.length) {
    throw new SctpParseError(
      "bad-dcep",
      8,
      `label and protocol end at ${protocolEnd} of ${payload.length} bytes`,
    );
  }
  const channelType = view.getUint8(1);
  return {
    kind: "open",
    label: UTF8.decode(payload.subarray(DCEP_OPEN_HEADER_LENGTH, labelEnd)),
    protocol: UTF8.decode(payload.subarray(labelEnd, protocolEnd)),
    ordered: (channelType & UNORDERED) === 0,
    reliability: reliabilityOf(channelType & ~UNORDERED, view.getUint32(4)),
    priority: view.getUint16(2),
  };
}

const MESSAGE_ACK = 2;
const MESSAGE_OPEN = 3;
/** Length of a DATA_CHANNEL_OPEN before its label. */
export const DCEP_OPEN_HEADER_LENGTH = 12;
const UNORDERED = 0x80;
const RELIABLE = 0;
const MAX_RETRANSMITS = 1;
const MAX_LIFETIME = 2;
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

function reliabilityOf(type: number, parameter: number): Reliability {
  switch (type) {
    case RELIABLE:
      return { kind: "reliable" };
    case MAX_RETRANSMITS:
      return { kind: "max-retransmits", retransmits: parameter };
    case MAX_LIFETIME:
      return { kind: "max-lifetime", milliseconds: parameter };
    default:
      throw new SctpParseError("bad-dcep", 1, `${type} is not a type of data channel`);
  }
}
