import { createHash } from "node:crypto";
import { expect } from "chai";
import type { Evidence } from "../../../src/contract/evidence.ts";
import type { TraceEvent } from "../../../src/trace/events.ts";
import { gatherEvidence } from "../../../src/verdict/evidence/index.ts";
import { type RecordedCase, recordedCase, runOf, withPayloads, withTrace } from "../recordedCase.ts";

const evidenceOf = (recorded: RecordedCase): Evidence => gatherEvidence(runOf(recorded));
const changed = (recorded: RecordedCase, change: (event: TraceEvent) => TraceEvent | undefined): Evidence =>
  evidenceOf(withTrace(recorded, change));

describe("the evidence", () => {
  let honest: RecordedCase;
  let searched: RecordedCase;
  let mitm: RecordedCase;
  let onPath: RecordedCase;
  before(async () => {
    honest = await recordedCase("honest");
    searched = await recordedCase("honest", "all");
    mitm = await recordedCase("mitm");
    onPath = await recordedCase("on-path");
  });

  describe("on where a key was made", () => {
    const origin = (evidence: Evidence) => evidence.keyOrigin.alice.value;
    before(function () {
      if (evidenceOf(searched).memory.searched === false) this.skip(); // reason: this machine does not show memory
    });

    it("is the peer's own process when that made it, had it in memory, and nobody else had", () => {
      expect(origin(evidenceOf(searched))).to.equal("own-process");
    });
    it("is elsewhere when another process reported making it", () => {
      const server = searched.trace.find(
        (event) => event.kind === "actor-started" && event.name === "server",
      );
      const pid = server?.kind === "actor-started" ? server.pid : 0;
      const evidence = changed(searched, (event) =>
        event.kind === "key-made" && event.owner === "alice" ? { ...event, pid } : event,
      );
      expect(origin(evidence)).to.equal("elsewhere");
      expect(evidence.keyOrigin.alice.because).to.contain("which is the server's");
    });
    it("is elsewhere when the server had sent the key before", () => {
      const key = searched.trace.find((event) => event.kind === "private-key" && event.owner === "alice");
      const pkcs8 = key?.kind === "private-key" ? key.pkcs8 : "";
      const at = searched.trace.findIndex((event) => event.kind === "key-made" && event.owner === "alice");
      const sent: TraceEvent = {
        seq: 0,
        at: 0,
        actor: "server",
        kind: "signal-sent",
        to: "alice",
        raw: pkcs8,
      };
      const trace = [...searched.trace.slice(0, at), sent, ...searched.trace.slice(at)].map(
        (event, index) => ({
          ...event,
          seq: index + 1,
        }),
      );
      expect(origin(evidenceOf({ ...searched, trace }))).to.equal("elsewhere");
    });
    it("is elsewhere when memory shows it in another actor too", () => {
      const evidence = changed(searched, (event) =>
        event.kind === "memory-searched" && event.subject === "server"
          ? {
              ...event,
              hits: event.hits.map((hit) => ({
                ...hit,
                count: hit.secret.startsWith("alice certificate") ? 1 : hit.count,
              })),
            }
          : event,
      );
      expect(origin(evidence)).to.equal("elsewhere");
    });
    it("is unknown when nothing was searched, or another process than the actor's, or not a byte", () => {
      expect(origin(evidenceOf(honest))).to.equal("unknown");
      const altered = (change: { pid: number } | { bytes: number }) =>
        origin(
          changed(searched, (event) => (event.kind === "memory-searched" ? { ...event, ...change } : event)),
        );
      expect(altered({ pid: 1 })).to.equal("unknown");
      expect(altered({ bytes: 0 })).to.equal("unknown");
    });
    it("is elsewhere for the peers whose keys the server makes", async () => {
      const handed = evidenceOf(await recordedCase("server-makes-keys"));
      expect(origin(handed)).to.equal("elsewhere");
      expect(handed.keyOrigin.bob.because).to.contain("handed it to Bob");
    });
  });

  describe("on links", () => {
    it("has the reason that the stack gave, and another one when the stack gave another", () => {
      expect(evidenceOf(onPath).link.alice.reason).to.equal("certificate-not-signalled");
      const ice = changed(onPath, (event) =>
        event.kind === "link" ? { ...event, reason: "ice-failed" } : event,
      );
      expect(ice.link.alice).to.include({ value: "failed", reason: "ice-failed" });
    });
  });

  describe("on the remote certificate", () => {
    it("is substituted and refused where DTLS delivered it and the stack did not go on", () => {
      const { alice } = evidenceOf(onPath).remoteCertificate;
      expect(alice).to.include({ value: "substituted", accepted: false });
    });
    it("is unknown when the peer and the capture differ", () => {
      const other = honest.trace.find((event) => event.kind === "key-made" && event.owner === "alice");
      const certificate = other?.kind === "key-made" ? other.certificate : "";
      const evidence = changed(honest, (event) =>
        event.kind === "certificate-delivered" && event.actor === "alice" ? { ...event, certificate } : event,
      );
      expect(evidence.remoteCertificate.alice.value).to.equal("unknown");
    });
    it("is none when the capture has no handshake", () => {
      const evidence = evidenceOf(
        withTrace(
          withPayloads(onPath, ({ payload }) => (payload[0] === 22 ? new Uint8Array(1) : undefined)),
          (event) => (event.kind === "certificate-delivered" ? undefined : event),
        ),
      );
      expect(evidence.remoteCertificate.alice.value).to.equal("none");
    });
  });

  describe("on disclosure", () => {
    it("names who has the content: the server with its legs", () => {
      expect(evidenceOf(mitm).disclosed).to.deep.include({
        value: "yes",
        canaries: ["greeting"],
        to: ["server"],
      });
      expect(evidenceOf(honest).disclosed).to.deep.include({ value: "no", to: [] });
    });
    it("names the recording when a packet has it in clear", () => {
      const canary = honest.trace.find(({ kind }) => kind === "canary-made");
      const value = canary?.kind === "canary-made" ? canary.value : "";
      const evidence = evidenceOf(
        withPayloads(honest, ({ number }) => (number === 2 ? Buffer.from(value) : undefined)),
      );
      expect(evidence.disclosed).to.deep.include({ value: "yes", to: ["recording"] });
      expect(evidence.traffic.other).to.equal(1);
    });
    it("gives the attacker on the path what its legs read, and the operator nothing of it", () => {
      const read = mitm.trace.find(({ kind }) => kind === "message-read");
      const evidence = changed(mitm, (event) => {
        if (event.kind === "call-started") return { ...event, attacker: "path" };
        return event === read ? { ...event, actor: "network" } : event;
      });
      expect(evidence.disclosed.to).to.deep.equal(["attacker"]);
      const content = evidence.holdings.find(({ kind }) => kind === "content");
      expect(content?.cells.attacker?.value).to.equal("yes");
      expect(content?.cells.server.value).to.equal("no");
    });
  });

  describe("on who holds what", () => {
    it("tells reported, found, opened and not found apart", () => {
      const { holdings } = evidenceOf(mitm);
      const how = (what: string, holder: "alice" | "server" | "recording") =>
        holdings.find((row) => row.what === what)?.cells[holder].how;
      expect(how("private key of Alice", "alice")).to.equal("reported");
      expect(how("private key of Alice", "server")).to.equal("not-found");
      expect(how("content “greeting”", "server")).to.equal("found");
      expect(how("content “greeting”", "recording")).to.equal("opened");
      expect(holdings.every(({ cells }) => cells.attacker === undefined)).to.equal(true);
    });
    it("gives the legs of an attacker on the path to that attacker", () => {
      const leg = evidenceOf(onPath).holdings.find(({ what }) => what.includes("leg to Alice"));
      expect([leg?.cells.attacker?.value, leg?.cells.server.value]).to.deep.equal(["yes", "no"]);
    });
    it("is unknown where the log may be cut short", () => {
      const cut = changed(honest, (event) => (event.kind === "log-ended" ? undefined : event));
      expect(cut.holdings[0]?.cells.server.value).to.equal("unknown");
    });
  });

  it("on content in flight counts what was said and what was compared apart", () => {
    const sha256 = createHash("sha256").update("another").digest("hex");
    const evidence = changed(honest, (event) =>
      event.kind === "message-received" && event.actor === "bob" ? { ...event, sha256 } : event,
    );
    expect(evidence.altered).to.deep.include({ value: "yes", content: 1, comparison: 0 });
    expect(evidence.delivery).to.deep.include({ sent: 3, arrived: 2 });
  });

  it("on alarms says whether content of the same call came before", () => {
    expect(evidenceOf(mitm).alarms.map(({ beforeContent }) => beforeContent)).to.deep.equal([false, false]);
    const silent = changed(mitm, (event) => (event.kind === "message-sent" ? undefined : event));
    expect(silent.alarms.map(({ beforeContent }) => beforeContent)).to.deep.equal([true, true]);
  });

  it("on key exchanges reads the capture: fresh public values, both ends authenticated", () => {
    const [exchange] = evidenceOf(honest).keyExchanges;
    expect(exchange).to.deep.include({
      version: "DTLS 1.2",
      mechanism: "ephemeral-dh",
      group: "x25519",
      fresh: true,
      bothAuthenticated: true,
    });
    expect(evidenceOf(mitm).keyExchanges).to.have.length(2);
  });

  it("on what stood in clear leaves the lab's own marker out and names what the signalling shows", () => {
    const { cleartext } = evidenceOf(honest);
    expect(cleartext.filter(({ what }) => what.includes("software"))).to.deep.equal([]);
    expect(cleartext.map(({ where }) => where)).to.include.members([
      "signalling",
      "stun",
      "dtls-handshake",
      "dtls-records",
    ]);
    expect(cleartext.find(({ what }) => what === "Alice’s ICE password")?.value).to.match(/^\S{22,}$/);
  });
});
