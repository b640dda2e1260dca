import { join } from "node:path";
import { expect } from "chai";
import { run } from "../../lab/run/run.ts";
import pinnedCertificate from "../../scenarios/pinnedCertificate.ts";
import { defineScenario } from "../../src/scenario.ts";
import { eventsOf } from "../../src/trace/events.ts";
import { PROGRAMS } from "./programs.ts";
import { temporaryDirectory } from "./temporaryDirectory.ts";

describe("a remembered certificate", function () {
  this.timeout(30_000);

  it("is the genuine one still when the attacker comes a second time: a refused one is not remembered", async () => {
    const [honest, attacked] = pinnedCertificate.calls;
    if (!honest || !attacked) throw new Error("the scenario has two calls");
    const scenario = defineScenario({
      ...pinnedCertificate,
      id: "pinned-certificate-again",
      calls: [honest, attacked, { ...attacked, script: [] }],
    });
    const trace = await run(scenario, {
      programs: PROGRAMS,
      captureFile: join(temporaryDirectory(), "capture.pcapng"),
      kernelFile: join(temporaryDirectory(), "kernel.pcapng"),
      instruments: "none",
      deadlineMs: 15_000,
      onEvent: () => undefined,
      signal: new AbortController().signal,
    });
    const alarms = eventsOf(trace, "alarm").map(({ actor, code }) => `${actor} ${code}`);
    const ofBoth = ["alice PIN_MISMATCH", "bob PIN_MISMATCH"];
    expect(alarms.slice(0, 2), "in the second call").to.have.members(ofBoth);
    expect(alarms.slice(2), "in the third call").to.have.members(ofBoth);
    expect(eventsOf(trace, "message-sent"), "the greeting of the honest call").to.have.lengthOf(1);
  });
});
