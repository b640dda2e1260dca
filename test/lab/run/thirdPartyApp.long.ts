import { join } from "node:path";
import { expect } from "chai";
import { findBrowser } from "../../../lab/browser/findBrowser.ts";
import { run } from "../../../lab/run/run.ts";
import thirdPartyApp from "../../../scenarios/thirdPartyApp.ts";
import type { Call } from "../../../src/scenario.ts";
import { eventsOf, type TraceEvent } from "../../../src/trace/events.ts";
import { PROGRAMS } from "../programs.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

/** The runs as their authors expect them are in test/scenarios.test.ts. */
describe("a run with an application that others wrote", function () {
  this.timeout(60_000);

  before(function () {
    const chromium = findBrowser("chromium");
    if (chromium.path !== undefined) return;
    process.stderr.write(`    skipped: ${chromium.missing}\n`);
    this.skip();
  });

  const performed = ({ attack, ...call }: Call, deadlineMs: number, more: Partial<Call> = {}) =>
    run(
      { ...thirdPartyApp, calls: [{ ...call, ...more }] },
      {
        programs: PROGRAMS,
        captureFile: join(temporaryDirectory(), "capture.pcapng"),
        kernelFile: join(temporaryDirectory(), "kernel.pcapng"),
        instruments: "none",
        deadlineMs,
        onEvent: () => undefined,
        signal: new AbortController().signal,
      },
    );
  const [attacked] = thirdPartyApp.calls;
  const texts = (trace: readonly TraceEvent[], kind: "message-read" | "message-received") =>
    eventsOf(trace, kind)
      .map(({ head }) => Buffer.from(head, "base64").toString("latin1"))
      .join();

  it("reads nothing without an attack, and every datagram crosses the network", async () => {
    if (!attacked) throw new Error("the scenario makes no call");
    const trace = await performed(attacked, 15_000);
    expect(texts(trace, "message-received")).to.contain("canary-secret");
    expect(texts(trace, "message-read")).to.equal("");
    expect(eventsOf(trace, "alarm")).to.eql([]);
    const sent = eventsOf(trace, "signal-sent").map(({ raw }) => raw);
    expect(sent).to.eql(eventsOf(trace, "signal-received").map(({ raw }) => raw));
    expect(eventsOf(trace, "socket-opened")).to.have.length(2);
    expect(eventsOf(trace, "recording-ended")[0]?.packets).to.be.greaterThan(20);
  });

  it("tells of an error of the application where the browser refuses what the attack shows it", async () => {
    if (!attacked) throw new Error("the scenario makes no call");
    const trace = await performed(attacked, 6000, { attack: "md5-fingerprint" });
    const alarms = eventsOf(trace, "alarm").map(({ code }) => code);
    expect(new Set(alarms)).to.eql(new Set(["APPLICATION_ERROR"]));
    expect(texts(trace, "message-read")).to.equal("");
  });
});
