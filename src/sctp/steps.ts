import { tsnAfter, tsnDistance } from "./tsnWindow.ts";

/**
 * A number that grows along the TSNs of one sender: by how much the numbers after each TSN are moved. It keeps the last
 * MAX_STEPS changes; all of the sender's TSNs before them count as if they came after the oldest.
 */
export class Steps {
  readonly #steps: Step[] = [];

  get last(): Step | undefined {
    return this.#steps.at(-1);
  }

  clear(): void {
    this.#steps.length = 0;
  }

  /** From the TSN after `after` on the number is `total`. Never before an earlier step. */
  add(after: number, total: number): void {
    this.#steps.push({ after, before: this.last?.total ?? 0, total });
    if (this.#steps.length > MAX_STEPS) this.#steps.shift();
  }

  at(tsn: number): number {
    const step = this.#steps.findLast(({ after }) => tsnDistance(after, tsn) > 0);
    return step?.total ?? this.#steps[0]?.before ?? 0;
  }

  /** The TSN that was moved to `moved`, or the last one before it, where an added one stands there. */
  originalOf(moved: number): number {
    const step = this.#steps.findLast(({ after, before }) => tsnDistance(tsnAfter(after, before), moved) > 0);
    if (!step) return tsnAfter(moved, -(this.#steps[0]?.before ?? 0));
    const isAdded = tsnDistance(tsnAfter(step.after, step.total), moved) <= 0;
    return isAdded ? step.after : tsnAfter(moved, -step.total);
  }
}

interface Step {
  readonly after: number;
  readonly before: number;
  readonly total: number;
}

/** More than any sender has in flight. */
const MAX_STEPS = 1 << 16;
