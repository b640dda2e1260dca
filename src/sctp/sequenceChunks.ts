import { CHUNK_TYPE, type Chunk } from "./chunk.ts";

/* Control chunks that name the sender's own numbers: of what it gives up, and of streams that begin anew. */

/** A FORWARD-TSN or I-FORWARD-TSN (RFC 3758 §3.2, RFC 8260 §2.3.1). */
export interface Forwarded {
  readonly tsn: number;
  readonly streams: readonly SkippedStream[];
}

/** The last message of a stream that the sender gave up: its stream sequence number or message id. */
interface SkippedStream {
  /** Where the entry begins, in the chunk's value. */
  readonly at: number;
  readonly streamId: number;
  readonly unordered: boolean;
  readonly sequence: number;
}

/** Undefined: the chunk is of another type, or too short. */
export function forwardedTo(chunk: Chunk): Forwarded | undefined {
  if (chunk.kind !== "control" || chunk.value.length < 4) return undefined;
  const { type, value } = chunk;
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  if (type === CHUNK_TYPE.FORWARD_TSN) {
    const entries = Math.floor((value.length - 4) / 4);
    return {
      tsn: view.getUint32(0),
      streams: Array.from({ length: entries }, (_, index) => {
        const at = 4 + index * 4;
        return { at, streamId: view.getUint16(at), unordered: false, sequence: view.getUint16(at + 2) };
      }),
    };
  }
  if (type !== CHUNK_TYPE.I_FORWARD_TSN) return undefined;
  const entries = Math.floor((value.length - 4) / 8);
  return {
    tsn: view.getUint32(0),
    streams: Array.from({ length: entries }, (_, index) => {
      const at = 4 + index * 8;
      return {
        at,
        streamId: view.getUint16(at),
        unordered: (view.getUint16(at + 2) & 1) === 1,
        sequence: view.getUint32(at + 4),
      };
    }),
  };
}

/** An Outgoing SSN Reset Request (RFC 6525 §4.1), which closes a data channel. */
export interface StreamReset {
  /** Where the last assigned TSN stands, in the chunk's value. */
  readonly lastTsnAt: number;
  readonly request: number;
  readonly lastTsn: number;
  /** Left out: all of them. */
  readonly streams: readonly number[] | undefined;
}

/** Undefined: the chunk holds none. */
export function resetStreams(chunk: Chunk): StreamReset | undefined {
  if (chunk.kind !== "control" || chunk.type !== CHUNK_TYPE.RE_CONFIG) return undefined;
  const { value } = chunk;
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  for (let at = 0; at + 4 <= value.length; ) {
    const length = view.getUint16(at + 2);
    if (view.getUint16(at) === OUTGOING_RESET && length >= 16 && at + length <= value.length) {
      const named = Math.floor((length - 16) / 2);
      const streams = Array.from({ length: named }, (_, index) => view.getUint16(at + 16 + index * 2));
      return {
        lastTsnAt: at + 12,
        request: view.getUint32(at + 4),
        lastTsn: view.getUint32(at + 12),
        streams: named > 0 ? streams : undefined,
      };
    }
    at += Math.max(4, length + (-length & 3));
  }
  return undefined;
}

const OUTGOING_RESET = 13;
