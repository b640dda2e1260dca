import { expect } from "chai";
import honest from "../../../scenarios/honest.ts";
import { comparisonReadings } from "../../../src/verdict/checks/comparisonReadings.ts";
import { comparison } from "../../../src/verdict/evidence/comparison.ts";
import { caseOf, nothingRecorded } from "../cases.ts";
import { type Compared, comparedTrace, fingerprintOf } from "../comparedTrace.ts";

const ATTACKED = { alice: "alice-leg", bob: "bob-leg" };

function judge(compared: Compared) {
  const given = caseOf(honest, comparedTrace(compared), nothingRecorded);
  const [check] = comparisonReadings(given);
  const { value, because } = comparison(given.run);
  return { value, because, ok: check?.ok, observed: check?.observed };
}

describe("evidence of the comparison", () => {
  for (const method of ["full-fingerprint", "short-code-16"] as const) {
    it(`is worked out from the certificates, for ${method}: a match without an attacker, a mismatch with one`, () => {
      expect(judge({ method })).to.include({ value: "match", ok: true });
      expect(judge({ method, delivered: ATTACKED })).to.include({ value: "mismatch", ok: true });
    });

    it(`does not take a match from peers that lie about what they expect, for ${method}`, () => {
      const lies = {
        alice: { expected: "anything", heard: "anything" },
        bob: { expected: "anything", heard: "anything" },
      };
      expect(judge({ method, delivered: ATTACKED, lies })).to.include({ value: "mismatch", ok: false });
    });

    it(`does not take a mismatch from a peer that reports false texts either, for ${method}`, () => {
      const result = judge({ method, lies: { bob: { expected: "something else" } } });
      expect(result).to.include({ value: "match", ok: false });
      expect(result.observed).to.equal(
        "Bob expected something else than its certificates, its exchange or its session give",
      );
    });
  }

  it("works out what passed out of band, so that a peer cannot hear what it likes to hear", () => {
    const lies = { alice: { heard: fingerprintOf("alice-leg") }, bob: { heard: fingerprintOf("bob-leg") } };
    const result = judge({ method: "full-fingerprint", delivered: ATTACKED, lies });
    expect(result).to.include({ value: "mismatch", ok: false });
    expect(result.observed).to.include("Alice heard something else than was passed on");
  });

  it("works out what had to be read aloud, so that a peer cannot read another certificate's fingerprint", () => {
    const alicesLeg = fingerprintOf("alice-leg");
    const result = judge({
      method: "full-fingerprint",
      delivered: ATTACKED,
      lies: { bob: { aloud: alicesLeg } },
    });
    expect(result).to.include({ value: "mismatch", ok: false });
    expect(result.observed).to.equal(
      "Bob read aloud something else than its certificates, its exchange or its session give",
    );
  });

  it("is a match over the attacked call, where the interceptor lets each peer hear what it expects", () => {
    const overTheCall = (_: string, to: "alice" | "bob") => fingerprintOf(ATTACKED[to]);
    expect(judge({ method: "full-fingerprint", delivered: ATTACKED, overTheCall })).to.include({
      value: "match",
      ok: true,
    });
    const asSaid = (said: string) => said;
    expect(judge({ method: "full-fingerprint", delivered: ATTACKED, overTheCall: asSaid }).value).to.equal(
      "mismatch",
    );
  });

  it("notices a peer that heard over the call what never arrived there", () => {
    const lies = { alice: { heard: fingerprintOf("bob") } };
    const result = judge({ method: "full-fingerprint", overTheCall: () => "nothing of the kind", lies });
    expect(result.ok).to.equal(false);
    expect(result.observed).to.equal("Alice heard what never arrived");
  });

  it("is not made where nobody compared", () => {
    const silent = caseOf(honest, [], nothingRecorded);
    expect(comparison(silent.run).value).to.equal("not-made");
    expect(comparisonReadings(silent)).to.deep.equal([]);
  });
});
