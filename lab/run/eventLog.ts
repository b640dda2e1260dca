import type { Fact, FactKind, FactOf, TraceEvent } from "../../src/trace/events.ts";
import type { ActorName } from "../../src/trace/parties.ts";

interface Entry {
  readonly atNs: bigint;
  readonly actor: ActorName;
  readonly fact: Fact;
}

/** Collects the facts of a run as they arrive, lets the conductor wait for one, and puts them in order. */
export class EventLog {
  readonly #startNs = process.hrtime.bigint();
  readonly #entries: Entry[] = [];
  readonly #onEvent: (event: TraceEvent) => void;
  #waiting: {
    readonly actor: ActorName;
    readonly kind: FactKind;
    missing: number;
    readonly done: () => void;
  }[] = [];

  constructor(onEvent: (event: TraceEvent) => void) {
    this.#onEvent = onEvent;
  }

  /** A fact that the conductor itself reports. */
  note(fact: Fact): void {
    this.add("conductor", fact, process.hrtime.bigint());
  }

  add(actor: ActorName, fact: Fact, atNs: bigint): void {
    const entry = { atNs, actor, fact };
    this.#entries.push(entry);
    this.#onEvent(this.#event(entry, this.#entries.length));
    for (const wait of this.#waiting) {
      if (wait.actor !== actor || wait.kind !== fact.kind) continue;
      wait.missing -= 1;
      if (wait.missing === 0) wait.done();
    }
    this.#waiting = this.#waiting.filter(({ missing }) => missing > 0);
  }

  elapsedMs(): number {
    return milliseconds(process.hrtime.bigint() - this.#startNs);
  }

  /** A place in the log: later questions can ask about what came after it. */
  mark(): number {
    return this.#entries.length;
  }

  has<K extends FactKind>(
    mark: number,
    actor: ActorName,
    kind: K,
    matches: (fact: FactOf<K>) => boolean,
  ): boolean {
    return this.#facts(mark, actor, kind).some(matches);
  }

  /** How many facts of this kind `actor` has reported since `mark`. */
  count(mark: number, actor: ActorName, kind: FactKind): number {
    return this.#facts(mark, actor, kind).length;
  }

  /** Resolves once `actor` has reported `times` facts of this kind since `mark`. Bound it with a deadline. */
  when(mark: number, actor: ActorName, kind: FactKind, times: number): Promise<void> {
    const missing = times - this.#facts(mark, actor, kind).length;
    if (missing <= 0) return Promise.resolve();
    return new Promise((done) => this.#waiting.push({ actor, kind, missing, done }));
  }

  /** Every fact of one kind so far, by any actor. */
  all<K extends FactKind>(kind: K): FactOf<K>[] {
    return this.#entries.flatMap(({ fact }) => (isOf(fact, kind) ? fact : []));
  }

  /** The trace: in the order in which things happened, which is not quite the order in which they arrived. */
  trace(): TraceEvent[] {
    return this.#entries
      .toSorted((a, b) => (a.atNs < b.atNs ? -1 : a.atNs > b.atNs ? 1 : 0))
      .map((entry, index) => this.#event(entry, index + 1));
  }

  #facts<K extends FactKind>(mark: number, actor: ActorName, kind: K): FactOf<K>[] {
    const facts: FactOf<K>[] = [];
    for (const entry of this.#entries.slice(mark)) {
      if (entry.actor === actor && isOf(entry.fact, kind)) facts.push(entry.fact);
    }
    return facts;
  }

  #event({ atNs, actor, fact }: Entry, seq: number): TraceEvent {
    return { seq, at: Math.max(0, milliseconds(atNs - this.#startNs)), actor, ...fact };
  }
}

function isOf<K extends FactKind>(fact: Fact, kind: K): fact is FactOf<K> {
  return fact.kind === kind;
}

function milliseconds(ns: bigint): number {
  return Number(ns / 1000n) / 1000;
}
