import scenario from "../../scenarios/trafficAnalysis.ts";
import { defineScenario } from "../../src/scenario.ts";
import type { Fact, TraceEvent } from "../../src/trace/events.ts";
import { guessMessages } from "../../src/trafficAnalysis/guessMessages.ts";
import type { Case } from "../../src/verdict/case.ts";
import { recordingWith, seededCoins } from "../trafficAnalysis/tossedMessages.ts";
import { caseOf, traceOf } from "./cases.ts";

const TIMES = 400;
const SAME = { channel: "same length", texts: ["Buy now", "Sell it"] } as const;
const TWO = { channel: "two lengths", texts: ["Yes.", "A text of 24 bytes here."] } as const;
const sameCoins = seededCoins(TIMES);
const twoCoins = seededCoins(TIMES, 5);

const tossing = defineScenario({
  ...scenario,
  id: "tossing",
  calls: [
    {
      caller: "alice",
      channels: [SAME, TWO].map(({ channel: label }) => ({ label, quiet: true })),
      script: [SAME, TWO].map((toss) => ({ step: "toss-coins", by: "alice", times: TIMES, ...toss })),
    },
  ],
});

/** Times that have nothing to do with the coins, or, with a leak, one millisecond more for the second text. */
const recordingOf = (leakMs = 0) => {
  const jitter = seededCoins(2 * TIMES, 99);
  return recordingWith([
    ...sameCoins.map((coin, index) => ({
      length: 60,
      gapMs: 1 + (jitter[index] ?? 0) * 0.3 + coin * leakMs,
    })),
    ...twoCoins.map((coin) => ({ length: coin === 0 ? 56 : 76, gapMs: 1 })),
  ]);
};

export interface Changes {
  readonly leakMs?: number;
  /** Changes the facts of one channel, in the order in which the trace has them. */
  readonly facts?: (
    facts: (readonly [TraceEvent["actor"], Fact])[],
  ) => (readonly [TraceEvent["actor"], Fact])[];
}

function factsOf(
  { channel, texts }: typeof SAME | typeof TWO,
  coins: readonly number[],
  leakMs?: number,
): (readonly [TraceEvent["actor"], Fact])[] {
  const { guesses, how } = guessMessages(recordingOf(leakMs), { from: "alice", texts, times: TIMES });
  const told = { kind: "coins-revealed", channel, coins: coins.join("") } as const;
  return [
    [
      "conductor",
      {
        kind: "guesses-fixed",
        by: "alice",
        channel,
        texts: [...texts],
        times: TIMES,
        guesses: guesses.join(""),
        how,
      },
    ],
    ["alice", { ...told, by: "sender" }],
    ["bob", { ...told, by: "receiver" }],
  ];
}

/** Two series of tosses and the guesses that an observer makes of them, as the actors and the conductor would report them. */
export function tossedCase({ leakMs, facts = (unchanged) => unchanged }: Changes = {}): Case {
  const trace = traceOf(...facts(factsOf(SAME, sameCoins, leakMs)), ...facts(factsOf(TWO, twoCoins, leakMs)));
  return caseOf(tossing, trace, recordingOf(leakMs));
}
