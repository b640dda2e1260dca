import { expect } from "chai";
import { eventsOf, type TraceEvent } from "../../../src/trace/events.ts";
import { PEERS, type PeerName } from "../../../src/trace/parties.ts";
import { recordedTrace } from "../recordedTrace.ts";

/** By scenario: how both links must end, and for which reason. */
const FAILURES = {
  "on-path": { state: "failed", reason: "certificate-not-signalled" },
  "weak-fingerprint-md5": { state: "failed", reason: "no-usable-fingerprint" },
  "replayed-certificate": { state: "aborted", reason: "possession-refuted" },
  "weak-fingerprint-refused": { state: "aborted", reason: "refused-by-defence" },
} as const;

describe("a link that fails in a real run", function () {
  this.timeout(60_000);

  for (const [scenario, { state, reason }] of Object.entries(FAILURES)) {
    it(`of ${scenario} says that it ${state}: ${reason}, after the certificate that DTLS delivered`, async () => {
      const trace = await recordedTrace(scenario);
      for (const peer of PEERS) {
        const { link, certificates } = lastLinkOf(trace, peer);
        expect(link, peer).to.include({ state, reason });
        expect(
          certificates.map(({ seq }) => seq < link.seq),
          peer,
        ).to.deep.equal([true]);
      }
    });
  }

  for (const scenario of ["no-fingerprint", "keys-in-sdp"])
    it(`of ${scenario} says in the stack's own words that no fingerprint came, and no certificate was delivered`, async () => {
      const trace = await recordedTrace(scenario);
      for (const peer of PEERS) {
        const { link, certificates } = lastLinkOf(trace, peer);
        expect(link, peer).to.include({
          state: "failed",
          reason: "no-fingerprint",
          detail: "remote fingerprint not exist",
        });
        expect(certificates, peer).to.deep.equal([]);
      }
    });

  it("of signed-fingerprint is refused before DTLS begins, and stays undecided at the other end", async () => {
    const trace = await recordedTrace("signed-fingerprint");
    const [alice, bob] = [lastLinkOf(trace, "alice"), lastLinkOf(trace, "bob")];
    expect(bob.link).to.include({ state: "aborted", reason: "refused-by-defence" });
    expect(alice.link).to.include({ state: "pending", reason: "hung-up" });
    expect([...alice.certificates, ...bob.certificates]).to.deep.equal([]);
  });
});

/** What a peer reported of its link in the last call: exactly one end state. */
function lastLinkOf(trace: readonly TraceEvent[], peer: PeerName) {
  const lastCall = eventsOf(trace, "call-started").at(-1)?.seq ?? 0;
  const own = trace.filter(({ actor, seq }) => actor === peer && seq > lastCall);
  const [link, ...more] = eventsOf(own, "link");
  if (!link || more.length > 0)
    throw new Error(`${peer} reported ${more.length + (link ? 1 : 0)} end states`);
  return { link, certificates: eventsOf(own, "certificate-delivered") };
}
