import { expect } from "chai";
import { SCENARIOS } from "../../scenarios/index.ts";
import { MATRIX } from "../../scenarios/matrix/index.ts";
import { ATTACK_IDS } from "../../src/attacks/index.ts";
import type { Evidence } from "../../src/contract/evidence.ts";
import { DEFENCE_IDS } from "../../src/defences/index.ts";
import type { Scenario } from "../../src/scenario.ts";
import { NOTHING_FOUND } from "../report/reports.ts";

const ids = MATRIX.map(({ id }) => id);
const attacksOf = ({ calls }: Scenario) => calls.flatMap(({ attack }) => attack ?? []);
const cell = (id: string) => MATRIX.find((scenario) => scenario.id === id) ?? expect.fail(`no cell ${id}`);

const read: Evidence = {
  ...NOTHING_FOUND,
  disclosed: { ...NOTHING_FOUND.disclosed, value: "yes", canaries: ["secret"], to: ["server"] },
};
const alarmed = (evidence: Evidence, code: Evidence["alarms"][number]["code"]): Evidence => ({
  ...evidence,
  alarms: [{ by: "alice", code, seq: 1, beforeContent: true }],
});

describe("the matrix", () => {
  it("has every attack against every defence, each once, and both against nothing", () => {
    const meetings = MATRIX.map((scenario) => `${attacksOf(scenario)}|${scenario.defences}`);
    const all = ["", ...ATTACK_IDS].flatMap((attack) =>
      ["", ...DEFENCE_IDS].map((defence) => `${attack}|${defence}`),
    );
    expect(meetings).to.deep.equal(all);
  });

  it("has ids of its own, and foretells nothing", () => {
    const catalogue = SCENARIOS.map(({ id }) => id);
    expect(new Set([...ids, ...catalogue]).size).to.equal(ids.length + catalogue.length);
    for (const { id, expect: foretold } of MATRIX) expect(foretold, id).to.equal(undefined);
  });

  it("gives each cell its controls: the same without the attack, and the same without the defence", () => {
    expect(cell("tamper-pin-certificate").controls).to.deep.equal([
      "no-attack-pin-certificate",
      "tamper-no-defence",
    ]);
    expect(cell("no-attack-no-defence").controls).to.deep.equal([]);
    for (const { id, controls } of MATRIX) expect(ids, id).to.include.members([...controls]);
  });

  it("has people compare before anything is said, and an earlier call where something is remembered from it", () => {
    for (const { id, calls, defences } of MATRIX) {
      const first = calls.at(-1)?.script.find((step) => step.step !== "say" || step.canary !== undefined);
      const compares = defences.some((defence) => defence.startsWith("compare-"));
      expect(first?.step, id).to.equal(compares ? "compare" : "say");
      const isRemembered = defences.includes("pin-certificate") || id.startsWith("replay-certificate-");
      expect(calls.length, id).to.equal(isRemembered ? 2 : 1);
      if (isRemembered) expect(calls[0]?.attack, id).to.equal(undefined);
    }
  });

  it("gives an attack what it needs to attack anything", () => {
    expect(cell("use-handed-keys-no-defence").keys).to.equal("made-by-server");
    expect(cell("replay-certificate-no-defence").calls[1]?.dangerSkipGuards).to.deep.equal(["possession"]);
    expect(cell("repeat-record-no-defence").calls[0]?.script.map(({ step }) => step)).to.include("inject");
    expect(cell("inject-message-no-defence").calls[0]?.script[0]).to.include({ forged: 1 });
    expect(cell("inject-message-seal-messages").calls[0]?.script[0]).not.to.have.property("forged");
    expect(cell("repeat-record-no-defence").calls[0]?.dangerSkipGuards).to.deep.equal(["replay"]);
    expect(cell("forge-record-no-defence").calls[0]?.dangerSkipGuards).to.deep.equal(["nonce"]);
    expect(cell("keep-goodbyes-compare-fingerprints").calls[0]?.script[1]).to.include({ by: "bob" });
    expect(cell("tamper-no-defence").keys).to.equal(undefined);
    expect(cell("tamper-no-defence").calls[0]?.dangerSkipGuards).to.equal(undefined);
  });

  it("answers each cell by its evidence, and credits a defence only with an alarm of its own", () => {
    const { answer } = cell("tamper-pin-certificate");
    expect(answer(read).sentence).to.equal("No: it raised no alarm, and the secret was read.");
    expect(answer(alarmed(read, "PIN_MISMATCH")).sentence).to.equal(
      "Partly: it raised PIN_MISMATCH, but the secret was read.",
    );
    expect(answer(alarmed(NOTHING_FOUND, "PIN_MISMATCH")).sentence).to.equal(
      "Yes: it raised PIN_MISMATCH, and nothing was read.",
    );
    const both = { ...read, disclosed: { ...read.disclosed, canaries: ["secret", "warning"] } };
    expect(answer(both).sentence).to.contain("the secret and the warning were read");
    for (const evidence of [NOTHING_FOUND, alarmed(NOTHING_FOUND, "POSSESSION_REFUTED")])
      expect(answer(evidence).sentence).to.equal(
        "Partly: nothing was read, but it was not this defence that prevented it.",
      );
    const forged = {
      ...NOTHING_FOUND,
      altered: { ...NOTHING_FOUND.altered, value: "yes" as const, content: 1 },
    };
    expect(answer(forged).sentence).to.equal("No: it raised no alarm, and a message was forged.");
    expect(cell("forge-record-no-defence").answer(forged).verdict).to.equal("yes");
    const altered = { ...read, altered: { ...read.altered, value: "yes" as const, content: 1 } };
    expect(answer(altered).sentence).to.contain("and a message was changed");
    const unknown = { ...read, disclosed: { ...read.disclosed, value: "unknown" as const } };
    expect(answer(unknown).verdict).to.equal("unknown");
  });

  it("says of messages that were sealed and carried that this kept them from being read, and that nobody noticed", () => {
    const { answer } = cell("tamper-seal-messages");
    const carried = { ...NOTHING_FOUND, delivery: { ...NOTHING_FOUND.delivery, sealedOnTheWay: 2 } };
    expect(answer(carried).sentence).to.match(/^Yes: all .* was sealed.* Nobody noticed/);
    expect(answer(NOTHING_FOUND).verdict).to.equal("partly");
    expect(cell("tamper-pin-certificate").answer(carried).verdict).to.equal("partly");
    expect(answer({ ...carried, disclosed: read.disclosed }).verdict).to.equal("no");
  });

  it("answers the controls by their evidence", () => {
    const bare = cell("tamper-no-defence");
    expect(bare.answer(read).verdict).to.equal("yes");
    expect(bare.answer(NOTHING_FOUND).verdict).to.equal("no");
    expect(bare.answer(alarmed(NOTHING_FOUND, "POSSESSION_REFUTED")).sentence).to.contain(
      "a guard of the lab",
    );
    const honest = cell("no-attack-pin-certificate");
    expect(honest.answer(NOTHING_FOUND).verdict).to.equal("yes");
    expect(honest.answer(alarmed(NOTHING_FOUND, "PIN_MISMATCH")).sentence).to.equal(
      "No: PIN_MISMATCH was raised although nobody attacked.",
    );
    expect(honest.answer(read).sentence).to.equal("No: the secret was read.");
  });
});
