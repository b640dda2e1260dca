import { expect } from "chai";
import { associationOf, type Run } from "../../src/run/run.ts";
import { eventsOf, type TraceEvent } from "../../src/trace/events.ts";
import type { UnreadReason } from "../../src/trace/unreadReason.ts";
import { type RecordedCase, recordedCase, runOf, withTrace } from "../verdict/recordedCase.ts";

describe("the model of a run", () => {
  let honest: RecordedCase;
  let mitm: RecordedCase;
  before(async () => {
    honest = await recordedCase("honest");
    mitm = await recordedCase("mitm");
  });

  const without = (recorded: RecordedCase, drop: (event: TraceEvent) => boolean): Run =>
    runOf(withTrace(recorded, (event) => (drop(event) ? undefined : event)));

  describe("knows of each call", () => {
    it("who is in the middle, and what each peer sent, received and was delivered", () => {
      const [call] = runOf(honest).calls;
      expect(call?.attacker).to.equal(undefined);
      expect(runOf(mitm).calls[0]?.attacker).to.equal("server");
      expect(call?.peers.alice.descriptionsSent.map(({ type }) => type)).to.deep.equal(["offer"]);
      expect(call?.peers.alice.delivered?.certificate.owner).to.equal("bob");
      expect(runOf(mitm).calls[0]?.peers.alice.delivered?.certificate.owner).to.equal("alice-leg");
      expect(call?.peers.bob.link.state).to.equal("connected");
    });

    it("which signals the server changed, by the server's own log", () => {
      const changed = (run: Run) => run.calls[0]?.signals.filter(({ changed }) => changed).length;
      expect(changed(runOf(honest))).to.equal(0);
      expect(changed(runOf(mitm))).to.be.greaterThan(2);
    });

    it("what crossed the signalling unchanged, changed, or not at all", () => {
      const outcomes = (run: Run) =>
        Object.fromEntries(run.passages.map(({ what, from, outcome }) => [`${what} ${from}`, outcome]));
      expect(outcomes(runOf(honest))).to.deep.equal({
        "offer alice": "byte-for-byte",
        "answer bob": "byte-for-byte",
        "candidates alice": "byte-for-byte",
        "candidates bob": "byte-for-byte",
      });
      expect(outcomes(runOf(mitm))["offer alice"]).to.equal("changed");
      const noAnswer = without(
        honest,
        (event) => event.kind === "description-received" && event.actor === "alice",
      );
      expect(outcomes(noAnswer)["answer bob"]).to.equal("not-arrived");
      const noOffer = without(
        honest,
        (event) => event.kind === "description-sent" && event.actor === "alice",
      );
      expect(outcomes(noOffer)["offer alice"]).to.equal("invented");
    });
  });

  it("whose goodbye the server kept, by its own log", async () => {
    const recorded = await recordedCase("one-side-compares");
    const bye = (run: Run) =>
      run.passages.find(({ what, from }) => what === "bye" && from === "bob")?.outcome;
    expect(bye(runOf(recorded))).to.equal("not-arrived");
    const kept = eventsOf(recorded.trace, "signal-received").find(({ raw }) => raw.includes('"bye"'));
    if (!kept) throw new Error("the server has no bye in its log");
    const passedOn = withTrace(recorded, (event) =>
      event.seq === kept.seq + 1
        ? { seq: event.seq, at: event.at, actor: "server", kind: "signal-sent", to: "alice", raw: kept.raw }
        : event,
    );
    expect(bye(runOf(passedOn))).to.equal("byte-for-byte");
  });

  describe("joins messages", () => {
    it("sent, read on the way and received", () => {
      const messages = runOf(mitm).messages.filter(({ purpose }) => purpose === "content");
      expect(messages).to.have.length(1);
      expect(messages[0]?.read?.sha256).to.equal(messages[0]?.sent?.sha256);
      expect(messages[0]?.received?.sha256).to.equal(messages[0]?.sent?.sha256);
      expect(runOf(honest).messages.every(({ read }) => read === undefined)).to.equal(true);
    });

    it("and keeps one that nobody sent apart from one that was lost", () => {
      const received = withTrace(honest, (event) =>
        event.kind === "message-received" && event.actor === "bob"
          ? { ...event, sha256: "ab".repeat(32) }
          : event,
      );
      const foreign = runOf(received).messages.filter(({ from }) => from === "alice");
      expect(foreign.map(({ sent, received }) => [sent !== undefined, received !== undefined])).to.deep.equal(
        [
          [true, false],
          [false, true],
        ],
      );
    });
  });

  it("opens each association with the secret that its own ends reported, and none without", () => {
    const run = runOf(honest);
    const [call] = run.calls;
    const association = call && associationOf(run, call, "alice");
    const opened = association?.dtls === "1.2" ? association.opened : undefined;
    expect(opened?.every(({ result }) => result.ok)).to.equal(true);
    expect(association?.secrets.map(({ label }) => label).toSorted()).to.deep.equal([
      "CLIENT_RANDOM",
      "PMS_CLIENT_RANDOM",
    ]);
    expect(run.canaries.every(({ inOpened }) => inOpened.length > 0)).to.equal(true);
    const blind = without(honest, ({ kind }) => kind === "session-secrets");
    expect(blind.associations.map(({ opened }) => opened)).to.deep.equal([undefined]);
  });

  it("ties the packets to the trace's clock by the recorder's marker", () => {
    const { datagrams } = runOf(honest).recording;
    const marker = honest.trace.find(({ kind }) => kind === "marker-recorded");
    expect(datagrams.find(({ isMarker }) => isMarker)?.atMs).to.be.closeTo(marker?.at ?? 0, 0.001);
    const link = honest.trace.find(({ kind }) => kind === "link");
    const firstDtls = datagrams.find(({ protocol }) => protocol === "dtls");
    expect(firstDtls?.atMs).to.be.lessThan(link?.at ?? 0);
  });

  describe("takes silence for an answer only", () => {
    const doubts: Record<string, (event: TraceEvent) => boolean> = {
      "no end mark": ({ kind }) => kind === "log-ended",
      "as many signals": ({ kind, seq }) => kind === "signal-sent" && seq > 20,
      "recording has no end mark": ({ kind }) => kind === "recording-ended",
      "no marker": ({ kind }) => kind === "marker-recorded",
      "missed what it should find": ({ kind }) => kind === "message-sent",
    };
    for (const [doubt, drop] of Object.entries(doubts))
      it(`from logs that are whole: ${doubt}`, () => {
        expect(runOf(honest).logs.doubt).to.equal(undefined);
        expect(without(honest, drop).logs.doubt).to.contain(doubt);
      });
  });

  it("takes silence for no answer where something came to the attacker that it could not read", () => {
    const doubtWith = (reason: UnreadReason) => {
      const unread = { kind: "message-unread", from: "alice", reason } as const;
      const last = honest.trace.at(-1)?.seq ?? 0;
      const trace: TraceEvent[] = [...honest.trace, { seq: last + 1, at: 0, actor: "server", ...unread }];
      return runOf({ ...honest, trace }).logs.doubt;
    };
    expect(doubtWith("unknown-ppid")).to.contain("alice, unknown-ppid");
    // Media went no further, and is no content of a data channel.
    expect(doubtWith("media")).to.equal(undefined);
  });

  it("knows whose act an event was: what the legs on the path do is the attacker's, not the network's", async () => {
    const run = runOf(await recordedCase("on-path"));
    const by = (kind: string) =>
      new Set(run.moments.filter(({ event }) => event.kind === kind).map(({ by }) => by));
    expect([...by("key-made")].toSorted()).to.deep.equal(["alice", "bob", "path-attacker"]);
    expect([...by("recording-ended")]).to.deep.equal(["network"]);
    expect([...by("signal-sent")]).to.deep.equal(["server"]);
  });
});
