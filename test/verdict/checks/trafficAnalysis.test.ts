import { expect } from "chai";
import { trafficAnalysis } from "../../../src/verdict/checks/trafficAnalysis.ts";
import { gatherEvidence } from "../../../src/verdict/evidence/index.ts";
import { type Changes, tossedCase } from "../tossedCase.ts";

function checksOf(changes: Changes = {}) {
  const given = tossedCase(changes);
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
    expect(checksOf({ facts: () => [] }).map(({ ok }) => ok)).to.deep.equal([false, false]);
  });
});
