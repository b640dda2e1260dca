import { createHash } from "node:crypto";
import { type PathConditions, REORDER_MS } from "../../../src/pathConditions.ts";

/** After how many milliseconds each copy of one datagram is delivered. None: it is lost. */
export type Fate = readonly number[];

/** Decides what becomes of each datagram from one end to another, in the order in which they come. */
export class Fates {
  readonly #conditions: PathConditions;
  #drawn = 0;
  readonly #key: string;

  /** @param direction its own sequence: what comes the other way must not change it */
  constructor(conditions: PathConditions, direction: string) {
    this.#conditions = conditions;
    this.#key = `${conditions.seed ?? 0} ${direction}`;
  }

  next(): Fate {
    const { lossPercent = 0, delayMs = 0, duplicatePercent = 0, reorderPercent = 0 } = this.#conditions;
    this.#drawn += 1;
    const [lost, doubled, late] = randomPercents(`${this.#key} ${this.#drawn}`);
    if (lost < lossPercent) return [];
    const after = delayMs + (late < reorderPercent ? REORDER_MS : 0);
    return doubled < duplicatePercent ? [after, after] : [after];
  }
}

/** Three numbers from 0 to below 100 that look random and follow from the text. */
function randomPercents(text: string): [number, number, number] {
  const digest = createHash("sha256").update(text).digest();
  const at = (offset: number) => (digest.readUInt32BE(offset) / 2 ** 32) * 100;
  return [at(0), at(4), at(8)];
}
