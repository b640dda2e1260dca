import type { Read } from "../../dtls/wire/byteReader.ts";

/** A range of bytes, its name, and what it says in this run. Ranges count in the layer's own bytes; `to` is exclusive. */
export interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly meaning: string;
  /** Stands there encrypted, so that the range shows its length alone. */
  readonly encrypted?: boolean;
}

/**
 * What a parser read, as ranges that cover every byte from 0 to `length` exactly once: of reads that lie in one another the
 * innermost counts. Bytes that no read took stand under `unread`.
 */
export function innermost(
  reads: readonly Read[],
  length: number,
  unread = "bytes that were not read",
): Read[] {
  const rest: Read = { field: unread, from: 0, to: length };
  const owners = new Array<Read>(length).fill(rest);
  const outermostFirst = reads.toSorted((one, other) => other.to - other.from - (one.to - one.from));
  for (const read of outermostFirst) owners.fill(read, read.from, Math.min(read.to, length));
  const ranges: Read[] = [];
  for (let from = 0; from < length; ) {
    const owner = owners[from] ?? rest;
    let to = from + 1;
    while (to < length && owners[to] === owner) to += 1;
    ranges.push({ field: owner.field, from, to });
    from = to;
  }
  return ranges;
}

/** Writes fields one after the other, so that none overlaps and none leaves a gap. */
export class FieldWriter {
  readonly fields: Field[] = [];
  #at: number;

  constructor(at = 0) {
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  /** The next `length` bytes. Nothing is written for a field of no bytes. */
  add(name: string, length: number, meaning: string, encrypted = false): void {
    const range = { name, from: this.#at, to: this.#at + length, meaning };
    if (length > 0) this.fields.push(encrypted ? { ...range, encrypted } : range);
    this.#at += length;
  }
}

/** Fields of a part, at its place in the whole. */
export function shifted(fields: readonly Field[], by: number): Field[] {
  return fields.map((field) => ({ ...field, from: field.from + by, to: field.to + by }));
}

/** An unsigned integer of up to six bytes. */
export function uintOf(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

export function bytesIn(count: number): string {
  return count === 1 ? "1 byte" : `${count} bytes`;
}
