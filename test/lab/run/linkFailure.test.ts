import { expect } from "chai";
import { eventsOf } from "../../../src/trace/events.ts";
import { PEERS } from "../../../src/trace/parties.ts";
import { recordedTrace } from "../recordedTrace.ts";

/** By scenario: how both links must end, for which reason, and whether DTLS delivered a certificate before. */
const FAILURES = {
  "on-path": { state: "failed", reason: "certificate-not-signalled", delivered: true },
  "weak-fingerprint-md5": { state: "failed", reason: "no-usable-fingerprint", delivered: true },
  "replayed-certificate": { state: "aborted", reason: "possession-refuted", delivered: true },
  "weak-fingerprint-refused": { state: "aborted", reason: "refused-by-defence", delivered: false },
} as const;

describe("a link that fails in a real run", function () {
  this.timeout(60_000);

  for (const [scenario, { state, reason, delivered }] of Object.entries(FAILURES)) {
    it(`of ${scenario} says that it ${state}: ${reason}`, async () => {
      const trace = await recordedTrace(scenario);
      const lastCall = eventsOf(trace, "call-started").at(-1)?.seq ?? 0;
      for (const peer of PEERS) {
        const own = trace.filter(({ actor, seq }) => actor === peer && seq > lastCall);
        const [link, ...more] = eventsOf(own, "link");
        expect(link, peer).to.include({ state, reason });
        expect(more).to.deep.equal([]);
        const certificates = eventsOf(own, "certificate-delivered");
        expect(
          certificates.map(({ seq }) => seq < (link?.seq ?? 0)),
          peer,
        ).to.deep.equal(delivered ? [true] : []);
      }
    });
  }
});
