import { SctpParseError } from "./sctpParseError.ts";

export type Chunk = PayloadChunk | ControlChunk;

/** A chunk that carries a message, or one fragment of one. An association uses one of the two kinds only. */
export type PayloadChunk = DataChunk | InterleavedChunk;

/** Reserved flag bits are not kept. */
interface Payload {
  /** I: the sender asks for a SACK at once. */
  readonly immediate: boolean;
  /** U: the stream sequence number has no meaning. */
  readonly unordered: boolean;
  /** B: first fragment. */
  readonly beginning: boolean;
  /** E: last fragment. */
  readonly ending: boolean;
  readonly tsn: number;
  readonly streamId: number;
  /** A view of the packet. */
  readonly payload: Uint8Array;
}

/** DATA (RFC 9260 §3.3.1). */
export interface DataChunk extends Payload {
  readonly kind: "data";
  readonly streamSequenceNumber: number;
  /** Payload protocol identifier; see dataChannel.ts. */
  readonly ppid: number;
}

/** I-DATA (RFC 8260 §2.1): fragments of different messages may alternate. Firefox uses it with its like. */
export interface InterleavedChunk extends Payload {
  readonly kind: "i-data";
  readonly messageId: number;
  /** The place in the message, from 0. */
  readonly fragment: number;
  /** Only the first fragment says it. In all others it is 0. */
  readonly ppid: number;
}

/** Any chunk but DATA and I-DATA: `value` (a view) is what follows type, flags and length, without padding. */
export interface ControlChunk {
  readonly kind: "control";
  readonly type: number;
  readonly flags: number;
  readonly value: Uint8Array;
}

/** Types of the chunks that WebRTC stacks send (RFC 9260, 3758, 6525, 8260). */
export const CHUNK_TYPE = {
  DATA: 0,
  INIT: 1,
  INIT_ACK: 2,
  SACK: 3,
  HEARTBEAT: 4,
  HEARTBEAT_ACK: 5,
  ABORT: 6,
  SHUTDOWN: 7,
  SHUTDOWN_ACK: 8,
  ERROR: 9,
  COOKIE_ECHO: 10,
  COOKIE_ACK: 11,
  SHUTDOWN_COMPLETE: 14,
  I_DATA: 64,
  RE_CONFIG: 130,
  FORWARD_TSN: 192,
  I_FORWARD_TSN: 194,
} as const;

export const COMMON_HEADER_LENGTH = 12;
/** Length of a DATA chunk before its payload. */
export const DATA_HEADER_LENGTH = 16;
/** Length of an I-DATA chunk before its payload. */
export const I_DATA_HEADER_LENGTH = 20;

export interface ChunkSpan {
  readonly at: number;
  readonly length: number;
}

/**
 * Where each chunk of a packet starts, and its length without padding. The last chunk may lack its padding.
 * @throws SctpParseError "truncated" or "bad-chunk-length"
 */
export function* chunkSpans(packet: Uint8Array): Generator<ChunkSpan> {
  if (packet.length < COMMON_HEADER_LENGTH) {
    throw new SctpParseError("truncated", 0, `an SCTP header needs 12 bytes, there are ${packet.length}`);
  }
  const view = viewOf(packet);
  let at = COMMON_HEADER_LENGTH;
  while (at < packet.length) {
    const available = packet.length - at;
    if (available < 4)
      throw new SctpParseError("truncated", at, `a chunk header needs 4 bytes, there are ${available}`);
    const length = view.getUint16(at + 2);
    const shortest = headerLength(view.getUint8(at));
    if (length < shortest) {
      throw new SctpParseError(
        "bad-chunk-length",
        at + 2,
        `a chunk of ${length} bytes; its fixed part has ${shortest}`,
      );
    }
    if (length > available) {
      throw new SctpParseError("truncated", at, `a chunk of ${length} bytes, there are ${available}`);
    }
    yield { at, length };
    at += paddedLength(length);
  }
}

/** The chunk at a span of `chunkSpans`. Nothing is copied. */
export function parseChunk(packet: Uint8Array, { at, length }: ChunkSpan): Chunk {
  switch (packet[at]) {
    case CHUNK_TYPE.DATA:
      return parseData(packet, at, length);
    case CHUNK_TYPE.I_DATA:
      return parseInterleaved(packet, at, length);
    default:
      return parseControl(packet, at, length);
  }
}

/** What a chunk of this type has at least: its fixed part. */
export function headerLength(type: number): number {
  if (type === CHUNK_TYPE.DATA) return DATA_HEADER_LENGTH;
  return type === CHUNK_TYPE.I_DATA ? I_DATA_HEADER_LENGTH : 4;
}

/** Chunks are padded to four bytes; their length fields do not count the padding. */
export function paddedLength(length: number): number {
  return length + (-length & 3);
}

/** Flags of DATA and I-DATA (RFC 9260 §3.3.1, RFC 8260 §2.1). */
export const FLAG = { immediate: 8, unordered: 4, beginning: 2, ending: 1 };

function parseData(packet: Uint8Array, at: number, length: number): DataChunk {
  const view = viewOf(packet);
  const flags = view.getUint8(at + 1);
  return {
    kind: "data",
    immediate: (flags & FLAG.immediate) !== 0,
    unordered: (flags & FLAG.unordered) !== 0,
    beginning: (flags & FLAG.beginning) !== 0,
    ending: (flags & FLAG.ending) !== 0,
    tsn: view.getUint32(at + 4),
    streamId: view.getUint16(at + 8),
    streamSequenceNumber: view.getUint16(at + 10),
    ppid: view.getUint32(at + 12),
    payload: packet.subarray(at + DATA_HEADER_LENGTH, at + length),
  };
}

function parseInterleaved(packet: Uint8Array, at: number, length: number): InterleavedChunk {
  const view = viewOf(packet);
  const flags = view.getUint8(at + 1);
  const beginning = (flags & FLAG.beginning) !== 0;
  const ppidOrFragment = view.getUint32(at + 16);
  return {
    kind: "i-data",
    immediate: (flags & FLAG.immediate) !== 0,
    unordered: (flags & FLAG.unordered) !== 0,
    beginning,
    ending: (flags & FLAG.ending) !== 0,
    tsn: view.getUint32(at + 4),
    streamId: view.getUint16(at + 8),
    messageId: view.getUint32(at + 12),
    fragment: beginning ? 0 : ppidOrFragment,
    ppid: beginning ? ppidOrFragment : 0,
    payload: packet.subarray(at + I_DATA_HEADER_LENGTH, at + length),
  };
}

function parseControl(packet: Uint8Array, at: number, length: number): ControlChunk {
  return {
    kind: "control",
    type: packet[at] ?? 0,
    flags: packet[at + 1] ?? 0,
    value: packet.subarray(at + 4, at + length),
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
