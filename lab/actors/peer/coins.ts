import { randomInt } from "node:crypto";
import type { FactListener } from "../actor.ts";

/**
 * A peer's side of the traffic analysis, by channel: how its coins fell, and what it received of the other peer's.
 * Nothing of it leaves the peer before the observer's guesses are fixed.
 */
export class Coins {
  readonly #tossed = new Map<string, number[]>();
  readonly #received = new Map<string, string[]>();
  readonly #report: FactListener;

  constructor(report: FactListener) {
    this.#report = report;
  }

  /** Tosses a coin. Returns the text that it chose. */
  toss(channel: string, texts: readonly [string, string]): string {
    const coin = randomInt(2);
    this.#tossed.set(channel, [...(this.#tossed.get(channel) ?? []), coin]);
    return texts[coin === 0 ? 0 : 1];
  }

  receive(channel: string, text: string): void {
    this.#received.set(channel, [...(this.#received.get(channel) ?? []), text]);
    this.#report({ kind: "coin-heard", channel });
  }

  reveal(channel: string, texts: readonly [string, string]): void {
    const tossed = this.#tossed.get(channel);
    if (tossed) this.#report({ kind: "coins-revealed", channel, by: "sender", coins: tossed.join("") });
    const received = this.#received.get(channel)?.map((text) => (text === texts[0] ? 0 : 1));
    if (received) this.#report({ kind: "coins-revealed", channel, by: "receiver", coins: received.join("") });
  }
}
