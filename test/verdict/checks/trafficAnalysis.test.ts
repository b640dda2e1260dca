import { expect } from "chai";
import scenario from "../../../scenarios/trafficAnalysis.ts";
import { defineScenario } from "../../../src/scenario.ts";
import type { Fact, TraceEvent } from "../../../src/trace/events.ts";
import { guessMessages } from "../../../src/trafficAnalysis/guessMessages.ts";
import { trafficAnalysis } from "../../../src/verdict/checks/trafficAnalysis.ts";
import { gatherEvidence } from "../../../src/verdict/evidence/index.ts";
import { recordingWith, seededCoins } from "../../trafficAnalysis/tossedMessages.ts";
import { caseOf, traceOf } from "../cases.ts";

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

interface Changes {
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

function checksOf({ leakMs, facts = (unchanged) => unchanged }: Changes = {}) {
  const trace = traceOf(...facts(factsOf(SAME, sameCoins, leakMs)), ...facts(factsOf(TWO, twoCoins, leakMs)));
  return checksOfTrace(trace, leakMs);
}

function checksOfTrace(trace: readonly TraceEvent[], leakMs?: number) {
  const given = caseOf(tossing, trace, recordingOf(leakMs));
  return trafficAnalysis(given, gatherEvidence(given.run));
}

const flipFirst = (digits: string): string => `${digits[0] === "0" ? 1 : 0}${digits.slice(1)}`;

/** What each of the two checks observes once the facts were changed; both must fail. */
function complaints(facts: NonNullable<Changes["facts"]>): string[] {
  const checks = checksOf({ facts });
  expect(checks.map(({ ok }) => ok)).to.deep.equal([false, false]);
  return [...new Set(checks.map(({ observed }) => observed.replace("not as the experiment demands: ", "")))];
}

describe("the check of the traffic analysis", () => {
  it("finds one half among the guesses of one length, and all guesses of two lengths right", () => {
    const [same, two] = checksOf();
    expect(same).to.include({ id: "traffic-same-length", ok: true });
    expect(same?.observed).to.match(
      /^\d+ of 400 right, which rules out a success rate above \d\d\.\d %; 50 % is not ruled out/,
    );
    expect(two).to.include({
      id: "traffic-two-lengths",
      expected: "all 400 right",
      observed: "all 400 right, which rules out a success rate below 97.6 % (99.99 % confidence)",
      ok: true,
    });
    expect([same?.basis, two?.basis]).to.deep.equal([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it("fails for one length if the times give the text away", () => {
    const [same, two] = checksOf({ leakMs: 1 });
    expect(same?.ok).to.equal(false);
    expect(same?.observed).to.match(/; 50 % is ruled out: better than blind guesses/);
    expect(two?.ok).to.equal(true);
  });

  it("fails if a coin was told before the guesses were fixed", () => {
    const early = complaints(([guesses, sender, receiver]) =>
      [receiver, guesses, sender].flatMap((fact) => (fact ? [fact] : [])),
    );
    expect(early).to.deep.equal(["the coins were told before the guesses were fixed"]);
  });

  it("fails if the fixed guesses are not those that the recording leads to", () => {
    const better = complaints((facts) =>
      facts.map(([actor, fact]) =>
        fact.kind === "guesses-fixed"
          ? [actor, { ...fact, guesses: flipFirst(fact.guesses) }]
          : [actor, fact],
      ),
    );
    expect(better).to.deep.equal(["the recording leads to other guesses than the fixed ones"]);
  });

  it("fails if one peer tells another coin than the other, or nothing", () => {
    const flipped = complaints((facts) =>
      facts.map(([actor, fact]) =>
        fact.kind === "coins-revealed" && fact.by === "receiver"
          ? [actor, { ...fact, coins: flipFirst(fact.coins) }]
          : [actor, fact],
      ),
    );
    expect(flipped).to.deep.equal(["the receiver did not hear what the sender tossed"]);
    expect(complaints((facts) => facts.slice(0, 2))).to.deep.equal([
      "not both peers told how the coins fell",
    ]);
  });

  it("fails for two lengths if a single coin fell otherwise than guessed, on both sides", () => {
    const [, two] = checksOf({
      facts: (facts) =>
        facts.map(([actor, fact]) =>
          fact.kind === "coins-revealed" ? [actor, { ...fact, coins: flipFirst(fact.coins) }] : [actor, fact],
        ),
    });
    expect(two?.ok).to.equal(false);
    expect(two?.observed).to.match(/^399 of 400/);
  });

  it("fails if fewer coins were told than tossed", () => {
    const fewer = complaints((facts) =>
      facts.map(([actor, fact]) =>
        fact.kind === "coins-revealed" ? [actor, { ...fact, coins: fact.coins.slice(1) }] : [actor, fact],
      ),
    );
    expect(fewer).to.deep.equal(["400 tosses were asked for, 399 made, 400 guessed"]);
  });

  it("fails where nobody guessed", () => {
    expect(checksOfTrace([]).map(({ ok }) => ok)).to.deep.equal([false, false]);
  });
});
