import { SctpParseError } from "./sctpParseError.ts";

export type Chunk = DataChunk | ControlChunk;

/** A message, or one fragment of one. Reserved flag bits are not kept. */
export interface DataChunk {
  readonly kind: "data";
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
  readonly streamSequenceNumber: number;
  /** Payload protocol identifier; see dataChannel.ts. */
  readonly ppid: number;
  /** A view of the packet. */
  readonly payload: Uint8Array;
}

/** Any chunk but DATA: `value` (a view) is what follows type, flags and length, without padding. */
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
    const shortest = view.getUint8(at) === CHUNK_TYPE.DATA ? DATA_HEADER_LENGTH : 4;
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
  return packet[at] === CHUNK_TYPE.DATA ? parseData(packet, at, length) : parseControl(packet, at, length);
}

/** Chunks are padded to four bytes; their length fields do not count the padding. */
export function paddedLength(length: number): number {
  return length + (-length & 3);
}

/** Flags of a DATA chunk (RFC 9260 §3.3.1). */
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
