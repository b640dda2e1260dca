import { join } from "node:path";
import { expect } from "chai";
import { run } from "../../../lab/run/run.ts";
import honest from "../../../scenarios/honest.ts";
import mitm from "../../../scenarios/mitm.ts";
import mitmInject from "../../../scenarios/mitmInject.ts";
import type { PathConditions } from "../../../src/pathConditions.ts";
import { defineScenario, type Scenario } from "../../../src/scenario.ts";
import { eventsOf, type TraceEvent } from "../../../src/trace/events.ts";
import { PEERS, type PeerName } from "../../../src/trace/parties.ts";
import { judged } from "../../verdict/judged.ts";
import { caseIn, type RecordedCase } from "../../verdict/recordedCase.ts";
import { burst } from "../library/burst.ts";
import { PROGRAMS } from "../programs.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const BAD: PathConditions = { lossPercent: 10, delayMs: 50, duplicatePercent: 2, reorderPercent: 5, seed: 3 };

describe("over a bad path", function () {
  this.timeout(90_000);

  for (const scenario of [honest, mitm, mitmInject]) {
    it(`${scenario.id} reaches its verdict: 10 % lost, 50 ms late, some doubled and some overtaken`, async () => {
      const recorded = await runOver(scenario, { path: BAD, deadlineMs: 30_000 });
      const [conditions] = eventsOf(recorded.trace, "path-conditions");
      expect(conditions).to.include({ actor: "network", call: 1, ...BAD });
      const comments = recorded.packets.map(({ comment = "" }) => comment);
      expect(comments.some((comment) => comment.endsWith(", lost"))).to.equal(true);
      expect(comments.some((comment) => comment.endsWith(", delivered 2 times"))).to.equal(true);
      const { checks, result } = judged(recorded);
      expect(checks.filter(({ ok }) => ok === false)).to.deep.equal([]);
      expect(result).to.equal("as-expected");
    });
  }

  it("the interceptor passes on 1,000 messages: all, in order, unaltered", async () => {
    const each = 500;
    const path = { lossPercent: 5, delayMs: 5, reorderPercent: 5, seed: 11 };
    const trace = await burst({ label: "busy" }, each, (index) => index + 8, { path });
    for (const peer of PEERS) {
      const of = (events: readonly { sha256: string }[]) => events.map(({ sha256 }) => sha256);
      const sent = eventsOf(trace, "message-sent").filter(({ actor }) => actor === peer);
      const received = eventsOf(trace, "message-received").filter(({ actor }) => actor !== peer);
      const read = eventsOf(trace, "message-read").filter(({ from }) => from === peer);
      expect(sent).to.have.length(each);
      expect(of(received), "as they arrived").to.deep.equal(of(sent));
      expect(of(read).toSorted(), "as the interceptor read them").to.deep.equal(of(sent).toSorted());
    }
    expect(eventsOf(trace, "message-altered")).to.deep.equal([]);
  });

  it("what nobody said is put between what was said: all arrives once and in order, in both directions", async () => {
    const each = 60;
    const forged = each / 2;
    const path = { lossPercent: 10, delayMs: 5, duplicatePercent: 2, reorderPercent: 5, seed: 5 };
    const words = "the account number is ";
    const trace = await burst({ label: "busy" }, each, (index) => index * 12, {
      path,
      attack: "inject-message",
      words,
      forged,
    });
    const of = (events: readonly { sha256: string }[]) => events.map(({ sha256 }) => sha256);
    const injected = eventsOf(trace, "message-injected");
    expect(injected).to.have.length(forged);
    const lies = new Set(of(injected));
    const heard = (peer: PeerName) =>
      of(eventsOf(trace, "message-received").filter(({ actor }) => actor === peer));
    const said = (peer: PeerName) =>
      of(eventsOf(trace, "message-sent").filter(({ actor }) => actor === peer));
    expect(heard("alice")).to.deep.equal(said("bob"));
    expect(heard("bob").filter((hash) => !lies.has(hash))).to.deep.equal(said("alice"));
    expect(heard("bob")).to.have.length(each + forged);
  });

  it("that is cut in mid-call, the run ends at the deadline, and both peers keep the end states that they had", async () => {
    const say = { step: "say", by: "alice", channel: "chat", type: "text" } as const;
    const scenario = defineScenario({
      ...honest,
      id: "cut",
      defences: [],
      calls: [
        {
          caller: "alice",
          channels: [{ label: "chat" }],
          script: [
            { ...say, content: "before {canary}", canary: "before" },
            { step: "cut-path" },
            { ...say, content: "after {canary}", canary: "after" },
          ],
        },
      ],
    });
    const { trace, packets } = await runOver(scenario, { deadlineMs: 4000 });
    const contents = (kind: "message-sent" | "message-received") =>
      eventsOf(trace, kind).map(({ head }) => Buffer.from(head, "base64").toString().split(" ")[0]);
    expect(contents("message-sent")).to.deep.equal(["before", "after"]);
    expect(contents("message-received")).to.deep.equal(["before"]);
    const links = eventsOf(trace, "link").map(({ actor, state }) => `${actor} ${state}`);
    expect(links.toSorted()).to.deep.equal(["alice connected", "bob connected"]);
    const [cut] = eventsOf(trace, "path-cut");
    const [, said] = eventsOf(trace, "message-sent");
    const hungUp = eventsOf(trace, "hung-up");
    expect(said?.seq).to.be.above(cut?.seq ?? Number.POSITIVE_INFINITY);
    expect(hungUp).to.have.length(2);
    expect((hungUp[0]?.at ?? 0) - (said?.at ?? 0)).to.be.within(3900, 6000);
    expect(packets.at(-1)?.comment).to.match(/, lost$/);
  });
});

async function runOver(
  scenario: Scenario,
  options: { readonly path?: PathConditions; readonly deadlineMs: number },
): Promise<RecordedCase> {
  const directory = temporaryDirectory();
  const [captureFile, kernelFile] = [join(directory, "capture.pcapng"), join(directory, "kernel.pcapng")];
  const trace: readonly TraceEvent[] = await run(scenario, {
    programs: PROGRAMS,
    captureFile,
    kernelFile,
    instruments: "all",
    onEvent: () => undefined,
    signal: new AbortController().signal,
    ...options,
  });
  return caseIn(scenario, trace, { captureFile, kernelFile });
}
