import type { TraceEvent } from "../../src/trace/events.ts";

/**
 * Tells events in order of time while they still arrive. They come from several processes, and what one reports may overtake what
 * another reported before it. An event that is later than `delayMs` is told late, as it comes: the trace has the true order.
 */
export class InOrderOfTime {
  readonly #tell: (event: TraceEvent) => void;
  readonly #delayMs: number;
  #waiting: TraceEvent[] = [];

  constructor(tell: (event: TraceEvent) => void, delayMs: number) {
    this.#tell = tell;
    this.#delayMs = delayMs;
  }

  add(event: TraceEvent): void {
    this.#waiting.push(event);
    setTimeout(() => this.#tellUntil(event.at), this.#delayMs);
  }

  /** No more events: tells what still waits. */
  end(): void {
    this.#tellUntil(Number.POSITIVE_INFINITY);
  }

  #tellUntil(at: number): void {
    const due = this.#waiting.filter((event) => event.at <= at).toSorted((a, b) => a.at - b.at);
    this.#waiting = this.#waiting.filter((event) => event.at > at);
    for (const event of due) this.#tell(event);
  }
}
