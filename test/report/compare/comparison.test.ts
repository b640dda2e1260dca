import { expect } from "chai";
import { align } from "../../../src/report/compare/model/align.ts";
import {
  compareRuns,
  firstDifferenceSentence,
  inCommon,
  NO_DIFFERENCE,
  type RunComparison,
} from "../../../src/report/compare/model/comparison.ts";
import { Roles } from "../../../src/report/compare/model/roles.ts";
import type { StepRow } from "../../../src/report/compare/model/rowAspects.ts";
import { type Item, pairMoved, repeats } from "../../../src/report/compare/model/sameElsewhere.ts";
import type { Stage } from "../../../src/report/compare/model/stages.ts";
import type { TraceEvent } from "../../../src/trace/events.ts";
import { counterpartOf } from "../../../src/trace/parties.ts";
import { changedPage, realPage } from "../pages.ts";
import { anotherRun, compared, differencesIn } from "./pages.ts";

const idsThatDiffer = ({ findings }: RunComparison): string[] =>
  findings.flatMap(({ id, differs }) => (differs ? id : []));

const BYE = '{"type":"bye"}';

describe("two runs side by side", () => {
  for (const scenario of ["honest", "mitm", "short-code"]) {
    it(`differ in nothing where both are runs of ${scenario}, though every random value is another`, async () => {
      const [one, other] = [await realPage(scenario), await anotherRun(scenario)];
      const fingerprints = (page: typeof one) =>
        page.run.certificates.all.map(({ fingerprint }) => fingerprint);
      expect(fingerprints(one)).not.to.deep.equal(fingerprints(other));
      const comparison = compareRuns(one, other);
      expect(differencesIn(comparison)).to.deep.equal([]);
      expect(firstDifferenceSentence(comparison)).to.equal(NO_DIFFERENCE);
    }).timeout(60_000); // two real runs
  }

  it("begin with the first thing that differs, in a sentence that each run's evidence chooses", async () => {
    expect(firstDifferenceSentence(await compared("honest", "mitm"))).to.equal(
      "In honest, Alice’s offer reached Bob byte for byte; in mitm, the server changed 3 of 17 lines of Alice’s offer (fingerprint, ICE password, ICE name).",
    );
    expect(firstDifferenceSentence(await compared("honest", "on-path"))).to.equal(
      "In honest, the encrypted connection led from Alice to Bob, past the server; in on-path, each peer’s connection, which would have ended at the attacker on the path, was refused.",
    );
    expect(firstDifferenceSentence(await compared("mitm", "skipped-comparison"))).to.match(
      /^In mitm, the peers compared, .*; in skipped-comparison, the peers did not compare\.$/,
    );
  });

  it("take no notice of who hung up first, or alone, but of a bye that the server keeps", async () => {
    const whole = await realPage("mitm");
    const first = whole.run.calls[0]?.signals.find(({ raw }) => raw === BYE)?.peer ?? "alice";
    const other = counterpartOf(first);
    const isSaidBy = (event: TraceEvent) =>
      event.kind === "signal-received" && event.raw === BYE ? event.from : undefined;
    const isToldTo = (event: TraceEvent) =>
      event.kind === "signal-sent" && event.raw === BYE ? event.to : undefined;
    const isOfOther = (event: TraceEvent) => isSaidBy(event) === other || isToldTo(event) === first;
    const alone = await changedPage("mitm", (event) => (isOfOther(event) ? [] : [event]));
    const turned = await changedPage("mitm", (event) => {
      if (isOfOther(event)) return [];
      if (event.kind === "signal-received" && event.raw === BYE) return [{ ...event, from: other }];
      return event.kind === "signal-sent" && event.raw === BYE ? [{ ...event, to: first }] : [event];
    });
    const kept = await changedPage("mitm", (event) => (isToldTo(event) ? [] : [event]));
    for (const one of [whole, alone, turned]) {
      for (const another of [whole, alone, turned])
        expect(goodbyesThatDiffer(compareRuns(one, another))).to.deep.equal([]);
      expect(goodbyesThatDiffer(compareRuns(one, kept))).to.have.length(2);
    }
  });

  it("name nobody for a change that the server's log does not have", async () => {
    const changed = await changedPage("honest", (event) =>
      event.kind === "description-received" && event.type === "offer"
        ? [{ ...event, sdp: event.sdp.replace("a=setup:actpass", "a=setup:active") }]
        : [event],
    );
    const comparison = compareRuns(await realPage("honest"), changed);
    expect(firstDifferenceSentence(comparison)).to.contain(
      "; in honest, somebody changed 1 of 17 lines of Alice’s offer (DTLS role).",
    );
    const [line, ...more] = comparison.descriptions.flatMap(
      ({ lines }) => lines?.filter(({ differs }) => differs) ?? [],
    );
    expect(more).to.deep.equal([]);
    expect(line?.left).to.include({ text: "a=setup:actpass", asSent: true });
    expect(line?.right).to.include({ text: "a=setup:active", asSent: false });
  });

  it("say what became of a description that never arrived, or that nobody sent", async () => {
    const honest = await realPage("honest");
    const without = (kind: TraceEvent["kind"]) =>
      changedPage("honest", (event) =>
        event.kind === kind && "type" in event && event.type === "answer" ? [] : [event],
      );
    const lost = compareRuns(honest, await without("description-received"));
    expect(firstDifferenceSentence(lost)).to.contain("in honest, Bob’s answer never reached Alice.");
    const invented = compareRuns(honest, await without("description-sent"));
    expect(firstDifferenceSentence(invented)).to.contain(
      "in honest, Alice received an answer that Bob did not send.",
    );
  });

  it("differ, in honest and mitm, in what the attack reaches, and in nothing else", async () => {
    const comparison = await compared("honest", "mitm");
    expect(idsThatDiffer(comparison)).to.deep.equal([
      "offer-alice-1",
      "answer-bob-1",
      "candidates-alice-1",
      "candidates-bob-1",
      "ends",
      "certificate",
      "comparison",
      "alarms",
      "disclosed",
      "recording",
      "outcome",
    ]);
    expect(inCommon(comparison)).to.match(/^In both runs each peer made its own key pair; .* the same\.$/);
  });

  it("show whose fingerprint each peer met: the attacker's where the SDP and DTLS said so, the genuine one aloud", async () => {
    const { fingerprints } = await compared("honest", "mitm");
    const differing = fingerprints.filter(({ differs }) => differs);
    expect(differing.map(({ peer, source }) => `${peer}: ${source}`)).to.deep.equal([
      "alice: what the SDP said",
      "alice: what DTLS delivered",
      "bob: what the SDP said",
      "bob: what DTLS delivered",
    ]);
    for (const { left, right } of differing) {
      expect(left?.words).to.match(/^genuine: /);
      expect(right?.words).to.match(/^not (Alice|Bob)’s: made by the attacker/);
    }
  });

  it("mark a handshake that ends elsewhere, a row that one run has alone, and no row that is the same", async () => {
    const [call] = (await compared("honest", "mitm")).calls;
    const stage = (name: string) => call?.stages.find((one) => one.stage === name)?.steps ?? [];
    expect(stage("decision").map(({ kind }) => kind)).to.deep.equal(["same", "same", "same", "same"]);
    const [hello] = stage("handshake");
    expect(hello).to.deep.include({ kind: "differs", aspects: ["from whom to whom"] });
    const keys = stage("keys").map(({ kind }) => kind);
    expect(keys).to.deep.equal(["same", "same", "right-only", "right-only"]);
  });

  it("take no notice of who came first where two peers act side by side", async () => {
    const honest = await realPage("honest");
    const [first, second] = honest.run.comparisons.map(
      ({ seq }) => honest.run.moments.find(({ event }) => event.seq === seq)?.event,
    );
    const changed = await changedPage("honest", (event) => {
      if (event.seq === first?.seq) return [{ ...event, at: second?.at ?? 0 }];
      return event.seq === second?.seq ? [{ ...event, at: first?.at ?? 0 }] : [event];
    });
    expect(first?.at).to.be.below(second?.at ?? 0);
    expect(differencesIn(compareRuns(honest, changed))).to.deep.equal([]);
  });

  it("name a call that only one of them has, and compare the others", async () => {
    const { calls } = await compared("honest", "late-attack");
    expect(calls.map(({ left, right }) => [left !== undefined, right !== undefined])).to.deep.equal([
      [true, true],
      [false, true],
    ]);
    expect(calls[1]?.stages).to.deep.equal([]);
  });
});

describe("a row that only one run has", () => {
  const item = (stage: Stage, ...units: string[]): Item => ({
    row: { kind: "fold", at: 0, source: 1, text: units.join() },
    stage,
    aspects: new Map(),
    exact: units.join(),
    alike: units.join(),
    units,
    isContent: units.includes("content"),
  });
  const moved = (stage: Stage, left: readonly string[], right: readonly string[]) => {
    const [ours, theirs] = [left, right].map((all) => all.map((unit) => item(stage, unit)));
    const rows = align(ours ?? [], theirs ?? [], {
      exact: ({ exact }) => exact,
      alike: ({ alike }) => alike,
    });
    return pairMoved(rows, ours ?? [], theirs ?? []).map(
      (row) => `${row.left?.exact ?? "-"} ${row.right?.exact ?? "-"}`,
    );
  };

  it("is put beside its like at another place, where the order is chance", () => {
    expect(moved("decision", ["a", "b"], ["b", "a"]).toSorted()).to.deep.equal(["a a", "b b"]);
    expect(moved("conversation", ["a", "b"], ["b", "a"]).toSorted()).to.deep.equal(["a a", "b b"]);
  });

  it("is not, where content was said before it in one run and after it in the other", () => {
    expect(moved("conversation", ["compares", "content"], ["content", "compares"])).to.deep.equal([
      "compares -",
      "content content",
      "- compares",
    ]);
    expect(
      moved("conversation", ["compares", "alarm", "content"], ["content", "compares", "alarm"]).toSorted(),
    ).to.deep.equal(["- content", "alarm alarm", "compares compares", "content -"]);
  });

  it("is no difference where it only repeats, in whole or in part, what the other run has too", () => {
    const others = [item("handshake", "Certificate", "Finished")];
    expect(repeats(item("handshake", "Finished"), others)).to.equal(true);
    expect(repeats(item("handshake", "Finished", "alert"), others)).to.equal(false);
    expect(repeats(item("handshake", "Finished"), [])).to.equal(false);
  });

  it("is one, whatever it repeats, where people speak", () => {
    expect(repeats(item("conversation", "hello"), [item("conversation", "hello")])).to.equal(false);
  });
});

describe("roles in place of random values", () => {
  it("name whose a fingerprint is, also from its beginning alone, and know a canary and a number", async () => {
    const { run } = await realPage("mitm");
    const roles = new Roles(run);
    const [alice] = run.certificates.ownedBy("alice");
    const [canary] = run.canaries;
    const value = alice?.fingerprint ?? "";
    expect(roles.plain(`has ${value}`)).to.equal("has ‹fingerprint of Alice›");
    expect(roles.plain(`has ${value.slice(0, 11)}…`)).to.equal("has ‹fingerprint of Alice›…");
    expect(roles.plain(`has ${value.slice(0, 25)}…`)).to.equal("has ‹fingerprint of Alice›…");
    expect(roles.plain("has 00:11:22:33:44")).to.equal("has ‹fingerprint›");
    expect(roles.plain(`says ${canary?.value}`)).to.equal(`says ‹canary ${canary?.name}›`);
    expect(roles.plain("127.0.0.1:5004, 12 of 13")).to.equal("#:#, # of #");
  });
});

/** The check of the signalling, and the rows of a bye: whether they are the same in both runs. */
function goodbyesThatDiffer({ checks, calls }: RunComparison): string[] {
  const isBye = (row: StepRow | undefined) => row?.kind === "arrow" && row.text === "bye";
  const rows = calls
    .flatMap(({ stages }) => stages.flatMap(({ steps }) => steps))
    .filter(({ kind, left, right }) => kind !== "same" && (isBye(left) || isBye(right)));
  const check = checks.filter(({ left, differs }) => differs && left?.id.startsWith("signalling-call"));
  return [...new Set(rows.map(({ kind }) => kind)), ...check.map(() => "check")];
}
