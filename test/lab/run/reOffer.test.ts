import { join } from "node:path";
import { expect } from "chai";
import { run } from "../../../lab/run/run.ts";
import honest from "../../../scenarios/honest.ts";
import mitm from "../../../scenarios/mitm.ts";
import { defineScenario, type Scenario, type Step } from "../../../src/scenario.ts";
import { eventsOf } from "../../../src/trace/events.ts";
import { judged } from "../../verdict/judged.ts";
import { caseIn, type RecordedCase } from "../../verdict/recordedCase.ts";
import { PROGRAMS } from "../programs.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

describe("another offer in an established call", function () {
  this.timeout(60_000);

  for (const scenario of [honest, mitm]) {
    it(`goes through the signalling of ${scenario.id}, is answered, and changes nothing of its verdict`, async () => {
      const before = withReOffers(scenario);
      const recorded = await runOnce(before);
      const { trace } = recorded;
      const descriptions = eventsOf(trace, "description-sent").map(({ actor, type }) => `${actor} ${type}`);
      expect(descriptions).to.deep.equal([
        "alice offer",
        "bob answer",
        "bob offer",
        "alice answer",
        "alice offer",
        "bob answer",
      ]);
      const received = eventsOf(trace, "description-received");
      expect(received).to.have.length(6);
      const sent = new Set(eventsOf(trace, "description-sent").map(({ sdp }) => sdp));
      const genuine = received.filter(({ sdp }) => sent.has(sdp)).length;
      expect(genuine).to.equal(scenario === honest ? 6 : 0);
      expect(eventsOf(trace, "signal-refused")).to.deep.equal([]);
      expect(eventsOf(trace, "step-skipped").filter(({ step }) => step === "re-offer")).to.deep.equal([]);
      // One DTLS association a link, before and after (RFC 8842 §5.1).
      expect(eventsOf(trace, "certificate-delivered")).to.have.length(scenario === honest ? 2 : 4);
      const { checks, result, evidence } = judged(recorded);
      expect(checks.filter(({ ok }) => ok === false)).to.deep.equal([]);
      expect(result).to.equal("as-expected");
      expect(evidence.signalling.filter(({ what }) => what === "offer" || what === "answer")).to.have.length(
        6,
      );
    });
  }

  it("is not made by a peer that has hung up: the step is skipped, and the trace says why", async () => {
    const [call] = mitm.calls;
    if (!call) throw new Error("mitm makes a call");
    const late: Step = { step: "re-offer", by: "alice" };
    const { trace } = await runOnce(
      defineScenario({ ...mitm, id: "late-offer", calls: [{ ...call, script: [...call.script, late] }] }),
    );
    const skipped = eventsOf(trace, "step-skipped").find(({ step }) => step === "re-offer");
    expect(skipped?.because).to.equal("Alice has hung up");
  });
});

/** Bob makes one after the first message, and Alice another one. */
function withReOffers(scenario: Scenario): Scenario {
  const [call] = scenario.calls;
  if (!call) throw new Error(`${scenario.id} makes no call`);
  const [first, ...rest] = call.script;
  const script: Step[] = [
    ...(first ? [first] : []),
    { step: "re-offer", by: "bob" },
    { step: "re-offer", by: "alice" },
    ...rest,
  ];
  return defineScenario({ ...scenario, calls: [{ ...call, script }] });
}

async function runOnce(scenario: Scenario): Promise<RecordedCase> {
  const directory = temporaryDirectory();
  const files = {
    captureFile: join(directory, "capture.pcapng"),
    kernelFile: join(directory, "kernel.pcapng"),
  };
  const trace = await run(scenario, {
    programs: PROGRAMS,
    ...files,
    instruments: "all",
    deadlineMs: 15_000,
    onEvent: () => undefined,
    signal: new AbortController().signal,
  });
  return caseIn(scenario, trace, files);
}
