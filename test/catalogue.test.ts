import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { COURSES } from "../scenarios/courses.ts";
import { SCENARIOS } from "../scenarios/index.ts";
import { ATTACKS } from "../src/attacks/index.ts";
import { renderCatalogue } from "../src/catalogue.ts";
import { DEFENCES } from "../src/defences/index.ts";
import type { Scenario } from "../src/scenario.ts";
import { PEERS } from "../src/trace/parties.ts";

/** The ids that reports, lessons and other people's links name. */
const STABLE_IDS = [
  "honest",
  "mitm",
  "mitm-tamper",
  "mitm-drop",
  "mitm-inject",
  "mitm-over-wss",
  "on-path",
  "replayed-certificate",
  "replayed-certificate-unguarded",
  "extra-fingerprint",
  "weak-fingerprint",
  "pinned-certificate",
  "pinned-first-contact",
  "signed-fingerprint",
  "signed-fingerprint-stripped",
  "compare-over-the-call",
  "short-code",
  "short-code-committed",
  "skipped-comparison",
  "late-attack",
];
/** Files of scenarios/ that are no scenario. */
const OTHERS = ["README.md", "courses.ts", "index.ts", "matrix", "script.ts"];

const ids = SCENARIOS.map(({ id }) => id);
const attacksOf = ({ calls }: Scenario) => calls.flatMap(({ attack }) => attack ?? []);

describe("the catalogue", () => {
  it("is written down in scenarios/README.md as the files say it: npm run catalogue", () => {
    expect(readFileSync("scenarios/README.md", "utf8")).to.equal(renderCatalogue(SCENARIOS, COURSES));
  });

  it("holds every file of scenarios/, named after its id", () => {
    const files = readdirSync("scenarios").filter((name) => !OTHERS.includes(name));
    const named = ids.map(
      (id) => `${id.replaceAll(/-([a-z0-9])/g, (_, next: string) => next.toUpperCase())}.ts`,
    );
    expect(files.sort()).to.deep.equal(named.sort());
  });

  it("keeps the ids that others link to, each once", () => {
    expect(ids).to.include.members(STABLE_IDS);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("is a course: each scenario has three questions for a class, and names the next one", () => {
    for (const { id, classroom = [] } of SCENARIOS) {
      expect(classroom, id).to.have.lengthOf(3);
      for (const { question, answer } of classroom)
        expect(`${question} ${answer}`, id).to.match(/[?.] .+\.$/);
    }
    expect(SCENARIOS.map(({ next }) => next)).to.deep.equal([...ids.slice(1), undefined]);
  });

  it("has three courses, whose every station exists, once, and says what to look at", () => {
    expect(COURSES.map(({ title }) => title)).to.deep.equal(["An hour", "A day", "An audit"]);
    for (const { title, stations } of COURSES) {
      const visited = stations.map(({ scenario }) => scenario);
      expect(ids, title).to.include.members(visited);
      expect(new Set(visited).size, title).to.equal(visited.length);
      for (const { look } of stations) expect(look, title).to.match(/^[A-Z].+[.?]$/);
    }
  });

  it("groups every scenario by its question", () => {
    const page = renderCatalogue(SCENARIOS, COURSES);
    for (const { id, topic } of SCENARIOS) {
      expect(topic, id).to.match(/\?$/);
      const group = page.slice(page.indexOf(`### ${topic}\n`)).split("\n### ")[0];
      expect(group, id).to.include(`#### ${id}\n`);
    }
  });

  it("uses every attack and every defence", () => {
    expect(new Set(SCENARIOS.flatMap(attacksOf))).to.deep.equal(new Set(Object.keys(ATTACKS)));
    expect(new Set(SCENARIOS.flatMap(({ defences }) => defences))).to.deep.equal(
      new Set(Object.keys(DEFENCES)),
    );
  });

  it("expects no alarm that none of the scenario's defences raises, but the guard's own", () => {
    for (const { id, defences, expect: expected } of SCENARIOS) {
      const own = [...defences.flatMap((id) => DEFENCES[id].alarms), "POSSESSION_REFUTED"];
      expect(own, id).to.include.members(expected.alarms.map(({ code }) => code));
    }
  });

  it("says why each link that must not come about fails", () => {
    for (const { id, expect: expected } of SCENARIOS) {
      for (const peer of PEERS) {
        const isUp = expected.link[peer] === "connected";
        expect(expected.linkFailure?.[peer] !== undefined, `${id} ${peer}`).to.equal(!isUp);
      }
    }
  });

  it("has one honest scenario in which every defence at once must stay silent", () => {
    const honest = SCENARIOS.find(({ id }) => id === "honest-defended");
    expect(new Set(honest?.defences)).to.deep.equal(new Set(Object.keys(DEFENCES)));
    expect(honest && attacksOf(honest)).to.deep.equal([]);
    expect(honest?.expect.alarms).to.deep.equal([]);
  });

  for (const scenario of SCENARIOS) {
    const { id, controls, next, defences, expect: expected } = scenario;
    it(`gives ${id} controls that exist and are others`, () => {
      expect(ids).to.include.members([...controls]);
      expect(controls).not.to.include(id);
      if (next !== undefined) expect(ids).to.include(next);
    });

    const isCaught = expected.alarms.length > 0 && expected.disclosed.length === 0;
    if (isCaught)
      it(`compares ${id} with a control in which an attack of this kind gets through`, () => {
        const through = SCENARIOS.filter(
          (control) => controls.includes(control.id) && control.expect.disclosed.length > 0,
        );
        expect(through.map((control) => control.id)).not.to.deep.equal([]);
      });

    if (attacksOf(scenario).length === 0 || defences.length === 0) continue;
    it(`compares ${id} with a control in which nobody attacks and the same defences stay silent`, () => {
      const silent = SCENARIOS.filter(
        (control) =>
          controls.includes(control.id) &&
          attacksOf(control).length === 0 &&
          defences.every((defence) => control.defences.includes(defence)) &&
          control.expect.alarms.length === 0,
      );
      expect(silent.map((control) => control.id)).not.to.deep.equal([]);
    });
  }
});
