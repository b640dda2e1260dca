import { randomInt } from "node:crypto";
import { report } from "../actor.ts";

/**
 * A peer's side of the traffic analysis, by channel: how its coins fell, and what it heard of the other peer's.
 * Nothing of it leaves the peer before the observer's guesses are fixed.
 */
export class Coins {
  readonly #tossed = new Map<string, number[]>();
  readonly #heard = new Map<string, string[]>();

  /** Tosses a coin. Returns the text that it chose. */
  toss(channel: string, texts: readonly [string, string]): string {
    const coin = randomInt(2);
    this.#tossed.set(channel, [...(this.#tossed.get(channel) ?? []), coin]);
    return texts[coin === 0 ? 0 : 1];
  }

  hear(channel: string, text: string): void {
    this.#heard.set(channel, [...(this.#heard.get(channel) ?? []), text]);
    report({ kind: "coin-heard", channel });
  }

  reveal(channel: string, texts: readonly [string, string]): void {
    const tossed = this.#tossed.get(channel);
    if (tossed) report({ kind: "coins-revealed", channel, by: "sender", coins: tossed.join("") });
    const heard = this.#heard.get(channel)?.map((text) => (text === texts[0] ? 0 : 1));
    if (heard) report({ kind: "coins-revealed", channel, by: "receiver", coins: heard.join("") });
  }
}
