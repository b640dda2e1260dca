import { setTimeout as sleep } from "node:timers/promises";
import type { PathConditions } from "../../../src/pathConditions.ts";
import { Fates } from "./fate.ts";

/** An end that has hung up answers little; what it does comes at once. */
const ANSWER_MS = 50;

/** A path that is not perfect: it loses, delays, doubles and overtakes datagrams, and can be cut. */
export class Path {
  readonly #conditions: PathConditions;
  readonly #fates = new Map<string, Fates>();
  #isCut = false;
  #due = 0;
  /** When something was delivered late the last time. */
  #lastLateMs = Number.NEGATIVE_INFINITY;

  constructor(conditions: PathConditions = {}) {
    this.#conditions = conditions;
  }

  /** From now on nothing that comes in is delivered. What is under way still is. */
  cut(): void {
    this.#isCut = true;
  }

  /** Takes one datagram. Returns how many times it is delivered; `deliver` performs each, now or later. */
  carry(direction: string, deliver: () => void): number {
    if (this.#isCut) return 0;
    const fates = this.#fates.get(direction) ?? new Fates(this.#conditions, direction);
    this.#fates.set(direction, fates);
    const fate = fates.next();
    for (const afterMs of fate) {
      if (afterMs === 0) deliver();
      else this.#later(deliver, afterMs);
    }
    return fate.length;
  }

  /** Resolves when nothing is under way any more, nor what an end may have answered to the last that was. */
  async emptied(): Promise<void> {
    while (this.#due > 0 || performance.now() - this.#lastLateMs < ANSWER_MS) await sleep(5);
  }

  #later(deliver: () => void, afterMs: number): void {
    this.#due += 1;
    setTimeout(() => {
      this.#due -= 1;
      this.#lastLateMs = performance.now();
      deliver();
    }, afterMs);
  }
}
