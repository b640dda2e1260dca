import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { udpPacket } from "../../../src/capture/packet.ts";
import { readPcapng } from "../../../src/capture/readPcapng.ts";
import type { JudgedReport } from "../../../src/report/model/report.ts";
import { decodeTrace } from "../../../src/trace/codec.ts";
import { eventsOf, type TraceEvent } from "../../../src/trace/events.ts";
import { recordedRun } from "../recordedRun.ts";

const MEMORY: Record<string, Record<string, string[]>> = {
  honest: {
    "private key of Alice": ["alice"],
    "private key of Bob": ["bob"],
    "DTLS master secret of Alice and Bob": ["alice", "bob"],
  },
  mitm: {
    "private key of Alice": ["alice"],
    "private key of Bob": ["bob"],
    "private key of the attacker's leg to Alice": ["server"],
    "private key of the attacker's leg to Bob": ["server"],
    "DTLS master secret of Alice and the attacker's leg to Alice": ["alice", "server"],
    "DTLS master secret of Bob and the attacker's leg to Bob": ["bob", "server"],
  },
};

for (const [scenario, expected] of Object.entries(MEMORY)) {
  describe(`the instruments on a real run of ${scenario}`, () => {
    let trace: TraceEvent[] = [];
    let report: JudgedReport | undefined;
    let directory = "";

    before(async () => {
      ({ directory } = await recordedRun(scenario, "all"));
      trace = decodeTrace(readFileSync(join(directory, "trace.jsonl"), "utf8"));
      report = JSON.parse(readFileSync(join(directory, "report.json"), "utf8"));
    });

    it("find each secret in memory where it belongs, and nowhere else", function () {
      if (isMissing(trace, "memory-search")) this.skip(); // reason: this machine does not show memory
      const rows = report?.evidence.memory.rows.filter(({ secret }) => !secret.startsWith("marker")) ?? [];
      expect(Object.fromEntries(rows.map(({ secret, foundIn }) => [secret, foundIn]))).to.deep.equal(
        expected,
      );
      for (const { bytes } of eventsOf(trace, "memory-searched")) expect(bytes).to.be.greaterThan(1_000_000);
      expect(report?.evidence?.keyOrigin.alice.value).to.equal("own-process");
    });

    it("search memory after both links are up and before anything is said", function () {
      if (isMissing(trace, "memory-search")) this.skip(); // reason: this machine does not show memory
      const searches = eventsOf(trace, "memory-searched").map(({ seq }) => seq);
      const links = eventsOf(trace, "link").map(({ seq }) => seq);
      const [said] = eventsOf(trace, "message-sent");
      expect(Math.min(...searches)).to.be.greaterThan(Math.max(...links));
      expect(Math.max(...searches)).to.be.lessThan(said?.seq ?? 0);
    });

    it("have the kernel see every datagram twice", function () {
      if (isMissing(trace, "kernel-capture")) this.skip(); // reason: no right to capture on this machine
      const packets = (file: string) =>
        [...readPcapng(readFileSync(join(directory, file)))].flatMap((block) =>
          block.kind === "packet" ? udpPacket(block) : [],
        );
      const [captured] = eventsOf(trace, "kernel-captured");
      if (captured?.droppedByKernel !== 0) this.skip(); // reason: the kernel itself lost packets
      expect(packets("kernel.pcapng")).to.have.length(2 * (packets("capture.pcapng").length - 1));
      expect(check("kernel-capture")).to.equal(true);
    });

    it("have tshark read nothing without keys and everything with them", function () {
      if (isMissing(trace, "second-opinion")) this.skip(); // reason: tshark is not on this machine
      const [opinion] = eventsOf(trace, "second-opinion");
      expect(opinion?.readings.filter(({ keys }) => keys === "none")).to.have.length(1);
      for (const { keys, recordsDecrypted } of opinion?.readings ?? [])
        expect(recordsDecrypted > 0).to.equal(keys !== "none");
      expect(check("second-opinion-without-keys")).to.equal(true);
      expect(check("second-opinion-with-keys")).to.equal(true);
      expect(check("second-opinion-secrets-in-file")).to.equal(true);
    });

    function check(id: string): boolean | null | undefined {
      return report?.checks.find((candidate) => candidate.id === id)?.ok;
    }
  });
}

function isMissing(trace: readonly TraceEvent[], instrument: string): boolean {
  return eventsOf(trace, "instrument-missing").some((event) => event.instrument === instrument);
}
