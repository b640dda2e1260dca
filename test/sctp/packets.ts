import type { Chunk, DataChunk, InterleavedChunk } from "../../src/sctp/chunk.ts";
import { PPID } from "../../src/sctp/dataChannel.ts";
import { serialisePacket } from "./serialise.ts";

export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A whole text message on stream 1, unless told otherwise. */
export function data(chunk: Partial<DataChunk>): DataChunk {
  return {
    kind: "data",
    immediate: false,
    unordered: false,
    beginning: true,
    ending: true,
    tsn: 1,
    streamId: 1,
    streamSequenceNumber: 0,
    ppid: PPID.STRING,
    payload: bytesOf("hello"),
    ...chunk,
  };
}

/** The same as I-DATA. */
export function interleaved(chunk: Partial<InterleavedChunk>): InterleavedChunk {
  return {
    kind: "i-data",
    immediate: false,
    unordered: false,
    beginning: true,
    ending: true,
    tsn: 1,
    streamId: 1,
    messageId: 0,
    fragment: 0,
    ppid: PPID.STRING,
    payload: bytesOf("hello"),
    ...chunk,
  };
}

export function packet(...chunks: readonly Chunk[]): Uint8Array {
  return serialisePacket({ sourcePort: 5000, destinationPort: 5000, verificationTag: 7, chunks });
}

/** The fragments of one message, with consecutive TSNs from the chunk's own. */
export function fragmentsOf(message: DataChunk, size: number): DataChunk[] {
  const count = Math.max(1, Math.ceil(message.payload.length / size));
  return Array.from({ length: count }, (_, index) => ({
    ...message,
    tsn: (message.tsn + index) >>> 0,
    beginning: index === 0,
    ending: index === count - 1,
    payload: message.payload.subarray(index * size, (index + 1) * size),
  }));
}

/** The fragments of one message of I-DATA, with consecutive TSNs; only the first says what kind of message it is. */
export function interleavedFragmentsOf(message: InterleavedChunk, size: number): InterleavedChunk[] {
  const count = Math.max(1, Math.ceil(message.payload.length / size));
  return Array.from({ length: count }, (_, index) => ({
    ...message,
    tsn: (message.tsn + index) >>> 0,
    beginning: index === 0,
    ending: index === count - 1,
    fragment: index,
    ppid: index === 0 ? message.ppid : 0,
    payload: message.payload.subarray(index * size, (index + 1) * size),
  }));
}
