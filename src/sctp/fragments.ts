import type { DataChunk, PayloadChunk } from "./chunk.ts";
import { tsnAfter, tsnDistance } from "./tsnWindow.ts";

/** Fragments of one message whose TSNs follow each other without a gap. */
export interface FragmentRun {
  readonly streamId: number;
  readonly firstTsn: number;
  readonly lastTsn: number;
}

export interface WholeMessage {
  /** The first fragment: its stream, PPID and flags are the message's. */
  readonly first: PayloadChunk;
  readonly lastTsn: number;
  readonly content: Uint8Array;
}

/**
 * Fragments that wait for the rest of their message, in any order, with constant work for each. The
 * fragments of a message have consecutive TSNs (RFC 9260 §6.9). Payloads are copied, so that no caller's
 * buffer is kept. `heldBytes` counts them with a fixed cost for each fragment.
 */
export class Fragments {
  readonly #byTsn = new Map<number, DataChunk>();
  readonly #byFirst = new Map<number, FragmentRun>(); // oldest first
  readonly #byLast = new Map<number, FragmentRun>();
  #heldBytes = 0;

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Takes a fragment, unless its TSN is held already; returns the message if that completes it. */
  add(chunk: DataChunk): WholeMessage | undefined {
    if (this.#byTsn.has(chunk.tsn)) return undefined;
    const fragment = { ...chunk, payload: Buffer.from(chunk.payload) };
    this.#byTsn.set(chunk.tsn, fragment);
    this.#heldBytes += costOf(fragment);
    const run = this.#join(fragment);
    const first = this.#byTsn.get(run.firstTsn);
    const last = this.#byTsn.get(run.lastTsn);
    if (first?.beginning !== true || last?.ending !== true) return undefined;
    return { first, lastTsn: run.lastTsn, content: joined(this.#remove(run)) };
  }

  /** Forgets the run that began first. */
  dropOldest(): FragmentRun | undefined {
    const [oldest] = this.#byFirst.values();
    if (oldest !== undefined) this.#remove(oldest);
    return oldest;
  }

  /** Forgets the runs that end at or before this TSN. */
  dropUpTo(tsn: number): readonly FragmentRun[] {
    const dropped = [...this.#byFirst.values()].filter((run) => tsnDistance(run.lastTsn, tsn) >= 0);
    for (const run of dropped) this.#remove(run);
    return dropped;
  }

  #join(fragment: DataChunk): FragmentRun {
    const before = this.#byTsn.get(tsnAfter(fragment.tsn, -1));
    const after = this.#byTsn.get(tsnAfter(fragment.tsn));
    const left =
      before !== undefined && belongTogether(before, fragment) ? this.#byLast.get(before.tsn) : undefined;
    const right =
      after !== undefined && belongTogether(fragment, after) ? this.#byFirst.get(after.tsn) : undefined;
    if (left !== undefined) this.#byLast.delete(left.lastTsn);
    if (right !== undefined) this.#byFirst.delete(right.firstTsn);
    const run = {
      streamId: fragment.streamId,
      firstTsn: left?.firstTsn ?? fragment.tsn,
      lastTsn: right?.lastTsn ?? fragment.tsn,
    };
    this.#byFirst.set(run.firstTsn, run); // keeps the place of a run that only grew at its end
    this.#byLast.set(run.lastTsn, run);
    return run;
  }

  #remove(run: FragmentRun): Uint8Array[] {
    this.#byFirst.delete(run.firstTsn);
    this.#byLast.delete(run.lastTsn);
    const payloads: Uint8Array[] = [];
    const count = tsnDistance(run.firstTsn, run.lastTsn) + 1;
    for (let index = 0; index < count; index++) {
      const tsn = tsnAfter(run.firstTsn, index);
      const fragment = this.#byTsn.get(tsn);
      if (fragment === undefined) continue;
      this.#byTsn.delete(tsn);
      this.#heldBytes -= costOf(fragment);
      payloads.push(fragment.payload);
    }
    return payloads;
  }
}

/** Objects and map entries, roughly. */
export const FRAGMENT_COST = 200;

/** In memory of its own: a small Buffer would share its own with others, and keep theirs. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function costOf(fragment: DataChunk): number {
  return FRAGMENT_COST + fragment.payload.length;
}

function belongTogether(before: DataChunk, after: DataChunk): boolean {
  return (
    !before.ending &&
    !after.beginning &&
    before.streamId === after.streamId &&
    before.unordered === after.unordered &&
    (before.unordered || before.streamSequenceNumber === after.streamSequenceNumber)
  );
}
