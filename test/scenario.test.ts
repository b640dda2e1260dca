import { expect } from "chai";
import { SCENARIOS } from "../scenarios/index.ts";
import { DEFENCES, defenceById } from "../src/defences/index.ts";
import { defineScenario, type Scenario, ScenarioError, type Step } from "../src/scenario.ts";

const honest = SCENARIOS.find(({ id }) => id === "honest");
if (!honest) throw new Error("there is no honest scenario");

function comparing(
  defences: Scenario["defences"],
  script: readonly Step[],
  channels = ["chat", "comparison"],
) {
  if (!honest) throw new Error("there is no honest scenario");
  const calls = [{ caller: "alice" as const, channels: channels.map((label) => ({ label })), script }];
  const expected = { ...honest.expect, disclosed: [], withheld: [] };
  return () => defineScenario({ ...honest, defences, calls, expect: expected });
}

const COMPARED = [
  "compare-fingerprints",
  "compare-fingerprint-start",
  "compare-short-code",
  "compare-exchanged-code",
  "compare-committed-code",
  "compare-exporter-code",
  "compare-over-the-call",
] as const;
const code: Step = { step: "compare", method: "short-code-16" };
const fingerprint: Step = { step: "compare", method: "full-fingerprint" };
const overTheCall: Step = { step: "compare", method: "full-fingerprint", over: "chat" };

describe("a scenario's comparisons", () => {
  it("are accepted with the defences that they carry out", () => {
    comparing(["compare-short-code"], [code])();
    comparing(["compare-fingerprints", "compare-over-the-call"], [fingerprint, overTheCall])();
  });

  it("may be by a method that no defence is about", () => {
    comparing([], [{ step: "compare", method: "pgp-words" }])();
    comparing([], [{ step: "compare", method: "short-code-16", over: "chat" }])();
  });

  it("are missed where a defence that people carry out has no step", () => {
    const carriedOut = Object.keys(DEFENCES).filter((id) => defenceById(id).comparison);
    expect(carriedOut).to.have.members(COMPARED);
    for (const id of COMPARED)
      expect(comparing([id], []), id).to.throw(
        ScenarioError,
        `"${id}", which has no compare step of its own`,
      );
    expect(comparing(["compare-fingerprints"], [code])).to.throw(ScenarioError);
    expect(comparing(["compare-over-the-call"], [fingerprint])).to.throw(ScenarioError);
    expect(comparing(["compare-fingerprints"], [overTheCall])).to.throw(ScenarioError);
  });

  it("name their defence", () => {
    expect(comparing([], [code])).to.throw(ScenarioError, 'does not name the defence "compare-short-code"');
    expect(comparing(["compare-fingerprints"], [fingerprint, overTheCall])).to.throw(
      ScenarioError,
      'does not name the defence "compare-over-the-call"',
    );
  });

  it("use channels that the call opens", () => {
    expect(comparing(["compare-over-the-call"], [overTheCall], ["other"])).to.throw(ScenarioError, '"chat"');
    const committed: Step = { step: "compare", method: "committed-code-16" };
    expect(comparing(["compare-committed-code"], [committed], ["chat"])).to.throw(
      ScenarioError,
      '"comparison"',
    );
    comparing(["compare-committed-code"], [committed])();
  });
});
