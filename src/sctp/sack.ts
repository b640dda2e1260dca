import { CHUNK_TYPE } from "./chunk.ts";
import { tsnAfter } from "./tsnWindow.ts";

/** A SACK (RFC 9260 §3.3.4), with absolute TSNs in place of offsets. */
export interface Sack {
  readonly flags: number;
  readonly cumulative: number;
  readonly window: number;
  readonly gaps: readonly TsnRange[];
  readonly duplicates: readonly number[];
}

export interface TsnRange {
  readonly first: number;
  readonly last: number;
}

/** Reads the chunk's value; undefined where it is shorter than it says. */
export function readSack(flags: number, value: Uint8Array): Sack | undefined {
  if (value.length < 12) return undefined;
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const [gaps, duplicates] = [view.getUint16(8), view.getUint16(10)];
  if (value.length < 12 + 4 * (gaps + duplicates)) return undefined;
  const cumulative = view.getUint32(0);
  return {
    flags,
    cumulative,
    window: view.getUint32(4),
    gaps: Array.from({ length: gaps }, (_, index) => ({
      first: tsnAfter(cumulative, view.getUint16(12 + index * 4)),
      last: tsnAfter(cumulative, view.getUint16(14 + index * 4)),
    })),
    duplicates: Array.from({ length: duplicates }, (_, index) => view.getUint32(12 + 4 * (gaps + index))),
  };
}

/** The chunk's bytes. A gap that lies too far ahead for its offset is left out: it will be acknowledged later. */
export function writeSack({ flags, cumulative, window, gaps, duplicates }: Sack): Uint8Array {
  const offset = (tsn: number) => (tsn - cumulative) >>> 0;
  const near = gaps.filter(({ last }) => offset(last) <= 0xffff);
  const chunk = new Uint8Array(16 + 4 * (near.length + duplicates.length));
  const view = new DataView(chunk.buffer);
  view.setUint8(0, CHUNK_TYPE.SACK);
  view.setUint8(1, flags);
  view.setUint16(2, chunk.length);
  view.setUint32(4, cumulative);
  view.setUint32(8, window);
  view.setUint16(12, near.length);
  view.setUint16(14, duplicates.length);
  for (const [index, { first, last }] of near.entries()) {
    view.setUint16(16 + index * 4, offset(first));
    view.setUint16(18 + index * 4, offset(last));
  }
  for (const [index, tsn] of duplicates.entries()) view.setUint32(16 + 4 * (near.length + index), tsn);
  return chunk;
}
