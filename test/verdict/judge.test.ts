import { expect } from "chai";
import { eventsOf, type TraceEvent } from "../../src/trace/events.ts";
import { PEERS } from "../../src/trace/parties.ts";
import { disclosed } from "../../src/verdict/evidence/disclosed.ts";
import { check, judged } from "./judged.ts";
import { type RecordedCase, recordedCase, runOf, withPayloads, withTrace } from "./recordedCase.ts";

const FORMS: Record<string, (secret: string) => string> = {
  "as it is": (secret) => secret,
  hexadecimal: (secret) => Buffer.from(secret).toString("hex"),
  "hexadecimal in capitals": (secret) => Buffer.from(secret).toString("hex").toUpperCase(),
  base64: (secret) => Buffer.from(secret).toString("base64"),
  "base64 that begins one byte earlier": (secret) => Buffer.from(`x${secret}`).toString("base64"),
  "base64 that begins two bytes earlier": (secret) => Buffer.from(`xy${secret}z`).toString("base64"),
  "UTF-16": (secret) => [...secret].map((letter) => `${letter}\u0000`).join(""),
  reversed: (secret) => [...secret].reverse().join(""),
};

describe("the judge, on recorded runs", () => {
  let honest: RecordedCase;
  let mitm: RecordedCase;
  before(async () => {
    [honest, mitm] = [await recordedCase("honest"), await recordedCase("mitm")];
  });

  const canary = ({ trace }: RecordedCase, name: string) =>
    eventsOf(trace, "canary-made").find((event) => event.name === name)?.value ??
    expect.fail(`no canary "${name}"`);
  const without = (recorded: RecordedCase, kind: TraceEvent["kind"]) =>
    withTrace(recorded, (event) => (event.kind === kind ? undefined : event));

  it("finds both as expected, as they are", () => {
    for (const recorded of [honest, mitm]) {
      const { result, checks, evidence } = judged(recorded);
      expect(result).to.equal("as-expected");
      expect(checks.filter(({ ok }) => ok === false)).to.deep.equal([]);
      expect(evidence.disclosed.value).to.equal(recorded === honest ? "no" : "yes");
    }
  });

  describe("where nobody foretold the run,", () => {
    const unforetold = (recorded: RecordedCase): RecordedCase => {
      const { expect: _foretold, ...scenario } = recorded.scenario;
      return { ...recorded, scenario };
    };

    it("only observes, attacked or not, and makes no check of an expectation", () => {
      for (const recorded of [honest, mitm]) {
        const { result, checks, outcome, answer } = judged(unforetold(recorded));
        const ids = checks.map(({ id }) => id);
        expect(result).to.equal("observed");
        expect(ids).not.to.include.members(["disclosed"]);
        for (const left of [
          "link-alice",
          "comparison",
          "alarms",
          "withheld",
          "secrets-held",
          "arrived",
          "invented",
        ])
          expect(ids).not.to.include(left);
        expect(ids).to.include.members(["search-control", "logs-complete", "finished", "always-encrypted"]);
        expect({ outcome, answer }).to.deep.equal({
          outcome: judged(recorded).outcome,
          answer: judged(recorded).answer,
        });
      }
      const ids = judged(unforetold(mitm)).checks.map(({ id }) => id);
      expect(ids).to.include.members(["reading-control", "certificate-maker-alice", "certificate-maker-bob"]);
    });

    it("is inconclusive without its controls", () => {
      expect(judged(unforetold(without(mitm, "log-ended"))).result).to.equal("inconclusive");
    });

    it("fails where what every run must pass is not so", () => {
      const { result, checks } = judged(unforetold(without(mitm, "message-read")));
      expect(checks.flatMap(({ id, ok }) => (ok === false ? id : []))).to.include("reading-control");
      expect(result).to.equal("not-as-expected");
    });
  });

  it("gives the same verdict twice", () => {
    expect(judged(mitm)).to.deep.equal(judged(mitm));
  });

  it("does not find the one what the other was expected to be", () => {
    for (const [recorded, other] of [
      [honest, mitm],
      [mitm, honest],
    ] as const) {
      expect(judged({ ...recorded, scenario: other.scenario }).result).to.equal("not-as-expected");
    }
  });

  describe("takes silence for nothing, and calls the run inconclusive,", () => {
    const doubts: Record<string, (recorded: RecordedCase) => RecordedCase> = {
      "without the end mark of the server's log": (recorded) => without(recorded, "log-ended"),
      "without the end mark of the recording": (recorded) => without(recorded, "recording-ended"),
      "without the recorder's marker": (recorded) => without(recorded, "marker-recorded"),
      "when the marker in the capture is another one": (recorded) =>
        withPayloads(recorded, ({ number, payload }) =>
          number === 1 ? Uint8Array.from(payload).fill(0, 30) : undefined,
        ),
      "when a signal is missing from the log": (recorded) => {
        const first = eventsOf(recorded.trace, "signal-received")[0]?.seq;
        return withTrace(recorded, (event) => (event.seq === first ? undefined : event));
      },
      "when the log has a signal too many": (recorded) => ({
        ...recorded,
        trace: [...recorded.trace, ...eventsOf(recorded.trace, "signal-received").slice(0, 1)],
      }),
      "when a packet is missing from the capture": (recorded) => ({
        ...recorded,
        packets: recorded.packets.filter(({ number }) => number !== recorded.packets.length),
      }),
      "when the capture has a packet too many": (recorded) => ({
        ...recorded,
        packets: [...recorded.packets, ...recorded.packets.slice(-1)],
      }),
    };
    for (const [title, change] of Object.entries(doubts)) {
      it(`${title}`, () => {
        const verdict = judged(change(honest));
        expect(verdict.evidence.disclosed.value).to.equal("unknown");
        expect(verdict.evidence.disclosed.because).to.not.equal("");
        expect(verdict.checks.filter(({ ok }) => ok === false)).to.deep.equal([]);
        expect(verdict.result).to.equal("inconclusive");
      });
    }

    it("when the search misses the canaries in what their sender said it sent", () => {
      const changed = withTrace(honest, (event) =>
        event.kind === "message-sent" ? { ...event, head: "" } : event,
      );
      const { evidence, result } = judged(changed);
      expect(evidence.disclosed.value).to.equal("unknown");
      expect(evidence.disclosed.because).to.contain("account").and.contain("file");
      expect(result).to.equal("inconclusive");
    });

    it("also where content was found: an unfinished log may hold more than it shows", () => {
      const { evidence, result } = judged(without(mitm, "log-ended"));
      expect(evidence.disclosed.value).to.equal("yes");
      expect(result).to.equal("inconclusive");
    });
  });

  describe("finds a canary that the operator holds", () => {
    const disclosedIn = (recorded: RecordedCase) => disclosed(runOf(recorded), []);

    for (const [form, write] of Object.entries(FORMS)) {
      it(`in a signal, ${form}`, () => {
        const planted = write(canary(honest, "account"));
        const last = eventsOf(honest.trace, "signal-received").at(-1)?.seq;
        const changed = withTrace(honest, (event) =>
          event.kind === "signal-received" && event.seq === last
            ? { ...event, raw: `{"type":"bye","x":"${planted}"}` }
            : event,
        );
        expect(disclosedIn(changed)).to.deep.include({ value: "yes", canaries: ["account"], basis: [last] });
      });

      it(`in a packet, ${form}`, () => {
        const planted = Buffer.from(write(canary(honest, "file")), "latin1");
        const stun = honest.packets.findLast(({ payload }) => (payload[0] ?? 255) < 2);
        const changed = withPayloads(honest, ({ number, payload }) =>
          number === stun?.number ? Buffer.concat([payload, planted]) : undefined,
        );
        const basis = [`packet:${stun?.number}`];
        expect(disclosedIn(changed)).to.deep.include({ value: "yes", canaries: ["file"], basis });
      });
    }
  });

  it("finds a run not as expected in which the operator holds a canary", () => {
    const changed = withTrace(honest, (event) =>
      event.kind === "signal-received" ? { ...event, raw: canary(honest, "account") } : event,
    );
    const verdict = judged(changed);
    expect(check(verdict, "disclosed")).to.deep.equal({ observed: "account: to the server", ok: false });
    expect(verdict.result).to.equal("not-as-expected");
  });

  it("does not take for disclosed what a peer reports about itself", () => {
    const changed = withTrace(honest, (event) =>
      event.kind === "link" ? { ...event, detail: canary(honest, "file") } : event,
    );
    expect(judged(changed).evidence.disclosed.value).to.equal("no");
  });

  it("notices a canary that was sent although it was expected to be withheld", () => {
    const verdict = judged(without(mitm, "step-skipped"));
    expect(check(verdict, "withheld")).to.deep.equal({ observed: "none", ok: false });
    expect(verdict.result).to.equal("not-as-expected");
  });

  describe("on alarms", () => {
    it("counts only the expected code", () => {
      const changed = withTrace(mitm, (event) =>
        event.kind === "alarm" && event.actor === "bob" ? { ...event, code: "POSSESSION_REFUTED" } : event,
      );
      const verdict = judged(changed);
      expect(check(verdict, "alarms").ok).to.equal(false);
      expect(verdict.result).to.equal("not-as-expected");
    });

    it("counts only the expected peer, and each alarm once", () => {
      const alarms = eventsOf(mitm.trace, "alarm");
      expect(alarms).to.have.length(2);
      const byOther = withTrace(mitm, (event) =>
        event.kind === "alarm" ? { ...event, actor: "alice" } : event,
      );
      const byOneOnly = withTrace(mitm, (event) => (event.seq === alarms[0]?.seq ? undefined : event));
      const thrice = { ...mitm, trace: [...mitm.trace, ...alarms.slice(0, 1)] };
      for (const changed of [byOther, byOneOnly, thrice])
        expect(judged(changed).result).to.equal("not-as-expected");
    });

    it("finds one that nobody expected in an honest run", () => {
      const end = honest.trace.length;
      const alarm: TraceEvent = {
        seq: end + 1,
        at: 1,
        actor: "alice",
        kind: "alarm",
        code: "PIN_MISMATCH",
        message: "x",
      };
      const verdict = judged({ ...honest, trace: [...honest.trace, alarm] });
      expect(verdict.evidence.alarms).to.deep.equal([
        { by: "alice", code: "PIN_MISMATCH", seq: end + 1, beforeContent: false },
      ]);
      expect(verdict.result).to.equal("not-as-expected");
    });
  });

  describe("on content in flight", () => {
    it("finds it altered when one message arrives with another hash", () => {
      const one = eventsOf(honest.trace, "message-received")[0]?.seq;
      const changed = withTrace(honest, (event) =>
        event.kind === "message-received" && event.seq === one
          ? { ...event, sha256: "ab".repeat(32) }
          : event,
      );
      const { evidence, result } = judged(changed);
      expect(evidence.altered).to.deep.include({ value: "yes", basis: [one] });
      expect(result).to.equal("not-as-expected");
    });

    it("finds it altered when a message arrives on another channel, as another type, or twice", () => {
      const [one] = eventsOf(honest.trace, "message-received");
      if (!one) throw new Error("nothing arrived");
      for (const change of [{ channel: "files" }, { type: "binary" }] as const) {
        const changed = withTrace(honest, (event) => (event.seq === one.seq ? { ...one, ...change } : event));
        expect(judged(changed).evidence.altered.value, JSON.stringify(change)).to.equal("yes");
      }
      expect(judged({ ...honest, trace: [...honest.trace, one] }).evidence.altered.value).to.equal("yes");
    });

    it("knows nothing when nothing arrived, and the run is not as expected: all was lost", () => {
      const { evidence, result } = judged(without(honest, "message-received"));
      expect(evidence.altered.value).to.equal("unknown");
      expect(result).to.equal("not-as-expected");
    });
  });

  describe("on certificates", () => {
    it("knows nothing when a peer reports another certificate than the capture shows", () => {
      for (const [recorded, lie] of [
        [honest, eventsOf(mitm.trace, "key-made")[0]?.certificate],
        [mitm, eventsOf(mitm.trace, "key-made").find(({ owner }) => owner === "bob")?.certificate],
      ] as const) {
        const changed = withTrace(recorded, (event) =>
          event.kind === "certificate-delivered" && event.actor === "alice"
            ? { ...event, certificate: lie ?? "" }
            : event,
        );
        const { evidence, result } = judged(changed);
        expect(evidence.remoteCertificate.alice.value).to.equal("unknown");
        expect(result).to.not.equal("as-expected");
      }
    });

    it("finds a substituted one when the counterpart never made what DTLS delivered", () => {
      const changed = withTrace(honest, (event) =>
        event.kind === "key-made" && event.owner === "bob"
          ? { ...event, certificate: eventsOf(mitm.trace, "key-made")[0]?.certificate ?? "" }
          : event,
      );
      const { evidence, result } = judged(changed);
      expect(evidence.remoteCertificate.alice.value).to.equal("substituted");
      expect(evidence.remoteCertificate.bob.value).to.equal("genuine");
      expect(result).to.equal("not-as-expected");
    });
  });

  describe("on possession", () => {
    // CertificateVerify signs everything before it, so ServerKeyExchange too (RFC 5246 §7.4.8).
    const signatures = {
      ServerKeyExchange: { type: 12, values: ["refuted", "refuted"] },
      CertificateVerify: { type: 15, values: ["proven", "refuted"] },
    } as const;
    for (const [name, { type, values }] of Object.entries(signatures)) {
      it(`finds it refuted when the signature in ${name} is another one, whatever the peers say`, () => {
        let changes = 0;
        const changed = withPayloads(honest, ({ payload }) => {
          const at = endOfHandshakeMessage(payload, type);
          if (at === undefined) return undefined;
          changes += 1;
          const forged = Uint8Array.from(payload);
          forged[at - 1] = (forged[at - 1] ?? 0) ^ 1;
          return forged;
        });
        expect(changes, "the capture has the message").to.be.greaterThan(0);
        const { evidence, result } = judged(changed);
        expect(PEERS.map((peer) => evidence.possession[peer].value).toSorted()).to.deep.equal(values);
        expect(result).to.equal("not-as-expected");
      });
    }

    it("finds it proven from the capture, also when a peer reports otherwise", () => {
      const changed = withTrace(honest, (event) =>
        event.kind === "possession-checked" ? { ...event, result: "refuted" } : event,
      );
      expect(PEERS.map((peer) => judged(changed).evidence.possession[peer].value)).to.deep.equal([
        "proven",
        "proven",
      ]);
    });

    it("finds none, and the run not as expected, when the capture has no handshake", () => {
      const dtls = ({ payload }: { payload: Uint8Array }) =>
        (payload[0] ?? 0) >= 20 && (payload[0] ?? 0) <= 63;
      const changed = { ...honest, packets: honest.packets.filter((packet) => !dtls(packet)) };
      const { evidence, result } = judged(changed);
      expect(PEERS.map((peer) => evidence.possession[peer].value)).to.deep.equal(["none", "none"]);
      expect(PEERS.map((peer) => evidence.remoteCertificate[peer].value)).to.deep.equal([
        "unknown",
        "unknown",
      ]);
      expect(result).to.equal("not-as-expected");
    });
  });

  it("does not believe a peer that calls an unequal comparison equal", () => {
    const changed = withTrace(mitm, (event) =>
      event.kind === "compared" ? { ...event, equal: true } : event,
    );
    expect(judged(changed).evidence.comparison.value).to.equal("mismatch");
  });

  it("does not find the run as expected when a peer heard or expected something else than the certificates give", () => {
    for (const lie of [{ heard: "AA:BB" }, { expected: "AA:BB" }] as const) {
      const changed = withTrace(honest, (event) =>
        event.kind === "compared" && event.actor === "bob" ? { ...event, ...lie } : event,
      );
      expect(judged(changed).result, JSON.stringify(lie)).to.equal("not-as-expected");
    }
  });

  it("does not find a match when the peers pretend that one was made", () => {
    const changed = withTrace(mitm, (event) =>
      event.kind === "compared" ? { ...event, expected: event.heard, equal: true } : event,
    );
    expect(judged(changed).evidence.comparison.value).to.equal("mismatch");
    expect(judged(changed).result).to.equal("not-as-expected");
  });

  it("notices SDP that did not arrive as it was sent", () => {
    const changed = withTrace(honest, (event) =>
      event.kind === "description-received" && event.actor === "bob"
        ? { ...event, sdp: `${event.sdp} ` }
        : event,
    );
    expect(check(judged(changed), "signalling-call-1").ok).to.equal(false);
    expect(judged(changed).result).to.equal("not-as-expected");
  });

  it("finds a link pending that nobody reported, and one failed that failed", () => {
    expect(judged(without(honest, "link")).evidence.link.alice.value).to.equal("pending");
    const failed = withTrace(honest, (event) =>
      event.kind === "link" && event.actor === "bob" ? { ...event, state: "failed" } : event,
    );
    expect(judged(failed).evidence.link.bob.value).to.equal("failed");
    expect(judged(failed).result).to.equal("not-as-expected");
  });
});

/** Where a whole plaintext handshake message of this type ends in a DTLS datagram: its last byte is the signature's. */
function endOfHandshakeMessage(payload: Uint8Array, type: number): number | undefined {
  const view = Buffer.from(payload);
  for (let at = 0; at + 25 <= view.length && view[at] === 22; at += 13 + view.readUInt16BE(at + 11)) {
    const plaintext = view.readUInt16BE(at + 3) === 0;
    const whole = view.readUIntBE(at + 14, 3) === view.readUIntBE(at + 22, 3);
    if (plaintext && whole && view[at + 13] === type) return at + 13 + view.readUInt16BE(at + 11);
  }
  return undefined;
}
