import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import type { CompletedHandshake } from "../../../../lab/actors/peer/endpoint.ts";
import { Session, type SessionSettings } from "../../../../lab/actors/peer/session.ts";
import type { Defence } from "../../../../src/defences/defence.ts";
import { SealedCall } from "../../../../src/sealing/sealedCall.ts";
import type { Fact, FactKind, FactOf } from "../../../../src/trace/events.ts";
import { FakeEndpoint, FakeSignalling, settled } from "./fakes.ts";

const OFFER = { type: "offer", sdp: "v=0 remote offer" };
const ANSWER = { type: "answer", sdp: "v=0 remote answer" };
const CANDIDATE = { type: "candidate", candidate: "candidate:1 1 udp 1 127.0.0.1 4711 typ host" };
const CERTIFICATE = Buffer.from("a certificate");
const HANDSHAKE: CompletedHandshake = {
  delivered: { role: "client", certificate: CERTIFICATE },
  possession: { kind: "proven" },
  secrets: { clientRandom: "11".repeat(32), entries: [{ label: "CLIENT_RANDOM", value: "22".repeat(48) }] },
};
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const agreement = generateKeyPairSync("x25519");

/** A defence that tags what this peer sends, and refuses what its hooks name. */
const defence = (hooks: Pick<Defence, "incoming" | "delivered">): Defence => ({
  id: "test",
  title: "",
  explain: () => "",
  catches: "",
  doesNotCatch: "",
  references: [],
  alarms: [],
  outgoing: (sdp, { me, session, type }) => `${sdp} defended by ${me} in ${session} as ${type}`,
  ...hooks,
});

describe("a peer's session", () => {
  let facts: Fact[] = [];
  let signalling: FakeSignalling;
  let endpoint: FakeEndpoint;

  const open = (settings: Partial<SessionSettings> = {}) => {
    facts = [];
    signalling = new FakeSignalling();
    return new Session(
      {
        me: "alice",
        session: "room-1",
        identityKeys: { own: privateKey, counterpart: publicKey },
        agreementKeys: { own: agreement.privateKey, counterpart: agreement.publicKey },
        remembered: undefined,
        defences: [],
        channels: [{ label: "chat" }, { label: "coins", quiet: true }],
        publicPort: 5000,
        ...settings,
      },
      {
        signalling,
        openEndpoint: (listener) => {
          endpoint = new FakeEndpoint(listener);
          return endpoint;
        },
        report: (fact) => facts.push(fact),
      },
    );
  };
  const connect = () => {
    endpoint.listener.onHandshake(HANDSHAKE);
    endpoint.listener.onChannelOpen("chat");
    endpoint.listener.onChannelOpen("coins");
  };
  const ofKind = <K extends FactKind>(kind: K): FactOf<K>[] =>
    facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
  const links = () => ofKind("link").map(({ kind, ...link }) => link);

  describe("handles signals", () => {
    it("by answering an offer: applied first, the answer sent before it is applied", async () => {
      open({ defences: [defence({})] });
      signalling.deliver(OFFER);
      await settled();
      expect(endpoint.asked).to.eql([
        ["setRemoteDescription", "offer", OFFER.sdp],
        ["createAnswer"],
        ["setLocalDescription", "answer", "v=0 own answer"],
      ]);
      const sdp = "v=0 own answer defended by alice in room-1 as answer";
      expect(signalling.sent).to.eql([{ type: "answer", sdp }]);
      expect(ofKind("description-sent")).to.eql([{ kind: "description-sent", type: "answer", sdp }]);
    });

    it("in their order: a candidate never overtakes its description", async () => {
      open();
      let apply: () => void = () => undefined;
      endpoint.applying = new Promise((resolve) => {
        apply = resolve;
      });
      signalling.deliver(ANSWER);
      signalling.deliver(CANDIDATE);
      await settled();
      expect(endpoint.asked, "nothing before the description is applied").to.eql([]);
      apply();
      await settled();
      expect(endpoint.asked.map(([name]) => name)).to.eql(["setRemoteDescription", "addRemoteCandidate"]);
    });

    it("by ignoring what is none, what the server says itself, and keys that nobody asked for", async () => {
      open();
      for (const signal of [
        "not json",
        { type: "teleport" },
        { type: "peer-joined" },
        { type: "error", code: "unexpected", message: "?" },
        { type: "credentials", certificate: "AAAA", privateKey: "AAAA" },
        { type: "telemetry", value: "x" },
      ])
        signalling.deliver(signal);
      await settled();
      expect({ facts, asked: endpoint.asked, sent: signalling.sent }).to.eql({
        facts: [],
        asked: [],
        sent: [],
      });
    });

    it("with an alarm where the stack cannot use one, and hangs up", async () => {
      open();
      endpoint.applying = Promise.reject(new Error("no such SDP"));
      endpoint.applying.catch(() => undefined);
      signalling.deliver(OFFER);
      signalling.deliver(CANDIDATE);
      await settled();
      expect(ofKind("alarm")).to.eql([{ kind: "alarm", code: "SIGNAL_UNUSABLE", message: "no such SDP" }]);
      expect(endpoint.asked, "the candidate after it is not used").to.eql([]);
      expect([endpoint.closed, signalling.closed]).to.eql([1, true]);
    });

    it("until the other peer says bye", async () => {
      open();
      signalling.deliver({ type: "bye" });
      signalling.deliver(OFFER);
      await settled();
      expect(endpoint.asked).to.eql([]);
      expect(facts.map(({ kind }) => kind)).to.eql(["link", "hung-up"]);
      expect(links()).to.eql([{ state: "pending", reason: "hung-up" }]);
    });
  });

  it("dials with its channels and a defended offer, and applies the bare one after it was sent", async () => {
    const session = open({ defences: [defence({})] });
    await session.dial();
    expect(endpoint.asked).to.eql([
      ["createOffer", ["chat", "coins"]],
      ["setLocalDescription", "offer", "v=0 own offer"],
    ]);
    expect(signalling.sent).to.eql([
      { type: "offer", sdp: "v=0 own offer defended by alice in room-1 as offer" },
    ]);
  });

  it("advertises the network's port in place of its own, and reports its own socket", () => {
    open();
    endpoint.listener.onCandidate({ candidate: CANDIDATE.candidate, sdpMid: "0", sdpMLineIndex: 0 });
    const candidate = "candidate:1 1 udp 1 127.0.0.1 5000 typ host";
    expect(signalling.sent).to.eql([{ type: "candidate", candidate, sdpMid: "0", sdpMLineIndex: 0 }]);
    expect(facts).to.eql([
      { kind: "socket-opened", owner: "alice", port: 4711 },
      { kind: "candidate-sent", candidate },
    ]);
  });

  describe("reports its link once", () => {
    it("as connected when stack, guards and defences agree, with what DTLS delivered before it", () => {
      const session = open({ defences: [defence({ delivered: () => undefined })] });
      endpoint.listener.onHandshake(HANDSHAKE);
      endpoint.listener.onLinkFailed({ reason: "ice-failed" });
      session.end("the script ended");
      expect(facts.map(({ kind }) => kind)).to.eql([
        "certificate-delivered",
        "session-secrets",
        "possession-checked",
        "link",
        "hung-up",
      ]);
      expect(links()).to.eql([{ state: "connected" }]);
      expect(session.trustedCertificate).to.equal(CERTIFICATE);
    });

    it("as connected also on a stack that tells nothing of its handshake", () => {
      const session = open();
      endpoint.listener.onHandshake({});
      expect(facts.map(({ kind }) => kind)).to.eql(["link"]);
      expect(() => session.leakSessionSecret()).to.throw("no session secret");
    });

    it("as failed, with the reason, the stack's words, and the certificate that it refused", () => {
      const session = open();
      endpoint.listener.onLinkFailed({
        reason: "certificate-not-signalled",
        detail: "fingerprint mismatch",
        refused: { role: "server", certificate: CERTIFICATE },
      });
      expect(facts.map(({ kind }) => kind)).to.eql(["certificate-delivered", "link"]);
      expect(links()).to.eql([
        { state: "failed", reason: "certificate-not-signalled", detail: "fingerprint mismatch" },
      ]);
      expect(session.deliveredCertificate, "a refused certificate is compared with nothing").to.equal(
        undefined,
      );
    });

    it("as aborted when the other end did not prove possession; says no bye, and remembers no certificate", () => {
      const session = open();
      endpoint.listener.onHandshake({
        ...HANDSHAKE,
        possession: { kind: "refuted", code: "bad-signature", message: "not its key" },
      });
      expect(links()).to.eql([{ state: "aborted", reason: "possession-refuted" }]);
      expect(ofKind("alarm").map(({ code }) => code)).to.eql(["POSSESSION_REFUTED"]);
      expect(signalling.sent).to.eql([]);
      expect(endpoint.closed).to.equal(1);
      expect(session.trustedCertificate).to.equal(undefined);
    });
  });

  describe("with a defence", () => {
    it("that refuses the offer applies nothing, raises the alarm, says bye and hangs up", async () => {
      const incoming: Defence["incoming"] = (sdp) =>
        sdp === OFFER.sdp ? { code: "SIGNATURE_MISSING", message: "not signed" } : undefined;
      open({ defences: [defence({ incoming })] });
      signalling.deliver(OFFER);
      signalling.deliver(CANDIDATE);
      await settled();
      expect(endpoint.asked).to.eql([]);
      expect(links()).to.eql([{ state: "aborted", reason: "refused-by-defence" }]);
      expect(ofKind("alarm")).to.eql([{ kind: "alarm", code: "SIGNATURE_MISSING", message: "not signed" }]);
      expect(signalling.sent).to.eql([{ type: "bye" }]);
      expect([endpoint.closed, signalling.closed]).to.eql([1, true]);
      expect(ofKind("hung-up")).to.eql([{ kind: "hung-up", because: "SIGNATURE_MISSING" }]);
    });

    it("that refuses the delivered certificate aborts the link, having seen the remote description", async () => {
      const seen: unknown[] = [];
      const delivered: Defence["delivered"] = (certificate, { remoteSdp }) => {
        seen.push(certificate, remoteSdp);
        return { code: "PIN_MISMATCH", message: "another one" };
      };
      open({ defences: [defence({ delivered })] });
      signalling.deliver(ANSWER);
      await settled();
      endpoint.listener.onHandshake(HANDSHAKE);
      expect(seen).to.eql([CERTIFICATE, ANSWER.sdp]);
      expect(links()).to.eql([{ state: "aborted", reason: "refused-by-defence" }]);
      expect(endpoint.closed).to.equal(1);
    });

    it("that must judge a certificate accepts no stack that does not tell it", () => {
      open({ defences: [defence({ delivered: () => undefined })] });
      endpoint.listener.onHandshake({ possession: { kind: "proven" } });
      expect(ofKind("alarm").map(({ code }) => code)).to.eql(["CERTIFICATE_MISSING"]);
      expect(links()).to.eql([{ state: "aborted", reason: "refused-by-defence" }]);
    });
  });

  describe("sends", () => {
    it("a message on an open channel, reported before it leaves", async () => {
      const session = open();
      connect();
      expect(await session.say("chat", "text", Buffer.from("hello"))).to.equal("sent");
      expect(await session.say("chat", "binary", Buffer.from("bytes"))).to.equal("sent");
      expect(endpoint.asked).to.eql([
        ["send", "chat", "hello"],
        ["send", "chat", Buffer.from("bytes")],
      ]);
      expect(ofKind("message-sent").map(({ type, bytes }) => [type, bytes])).to.eql([
        ["text", 5],
        ["binary", 5],
      ]);
    });

    it("nothing on a channel that is not open, and reports nothing", async () => {
      const session = open();
      const error = await session.say("chat", "text", Buffer.from("hello")).catch(String);
      expect(error).to.equal('Error: the channel "chat" is not open');
      expect({ facts, asked: endpoint.asked }).to.eql({ facts: [], asked: [] });
    });

    it("what its own programs send, and nothing of it once it has hung up", () => {
      const session = open();
      expect(() => session.sendText("chat", "early")).to.throw("not open");
      connect();
      session.sendText("chat", "a code");
      session.end("the script ended");
      session.sendText("chat", "late");
      expect(endpoint.asked).to.eql([["send", "chat", "a code"]]);
    });

    it("nothing after it has hung up, and says so", async () => {
      const session = open();
      connect();
      session.alarm("CODE_MISMATCH", "the codes differ");
      expect(await session.say("chat", "text", Buffer.from("secret"))).to.equal("hung-up");
      expect(ofKind("message-sent")).to.eql([]);
      expect(endpoint.asked).to.eql([]);
      expect(signalling.sent).to.eql([{ type: "bye" }]);
      expect(session.trustedCertificate, "it may be the attacker's").to.equal(undefined);
    });

    it("its session secret to the server only when its client code is malicious", () => {
      const session = open();
      connect();
      expect(signalling.sent).to.eql([]);
      session.leakSessionSecret();
      expect(signalling.sent).to.eql([{ type: "telemetry", value: "22".repeat(48) }]);
      expect(ofKind("secret-leaked")).to.have.length(1);
    });
  });

  it("says to the server what its user said only when its client code is malicious", async () => {
    for (const clientCode of [undefined, "shows-a-match", "tells-the-server"] as const) {
      const session = open({ clientCode });
      connect();
      await session.say("chat", "text", Buffer.from("secret"));
      const tells = clientCode === "tells-the-server";
      expect(signalling.sent).to.eql(tells ? [{ type: "telemetry", value: "secret" }] : []);
      expect(ofKind("content-told")).to.have.length(tells ? 1 : 0);
    }
  });

  describe("that seals what is said", () => {
    const sealing = { ...defence({}), outgoing: (sdp: string) => sdp, seals: true } as const;

    it("sends and takes sealed messages alone, and reports what it says and what crosses in its place", async () => {
      const { session, other } = await openSealed();
      expect(await session.say("chat", "text", Buffer.from("hello"))).to.equal("sent");
      const [, , sealed] = endpoint.asked.at(-1) ?? [];
      expect(sealed instanceof Uint8Array && other.open("chat", sealed)).to.eql({
        channel: "chat",
        type: "text",
        content: Buffer.from("hello"),
      });
      expect(facts.slice(-2).map(({ kind }) => kind)).to.eql(["message-sent", "message-sealed"]);
      endpoint.listener.onMessage(
        "chat",
        other.seal({ channel: "chat", type: "text", content: Buffer.from("hi") }),
      );
      expect(ofKind("message-received")).to.have.length(1).and.have.nested.property("[0].bytes", 2);
      expect(ofKind("seal-keys")).to.have.length(1);
    });

    it("takes nothing of a message in clear: raises the alarm and hangs up", async () => {
      await openSealed();
      endpoint.listener.onMessage("chat", "in clear");
      expect(ofKind("message-received")).to.eql([]);
      expect(ofKind("alarm").map(({ code }) => code)).to.eql(["SEAL_INVALID"]);
      expect(endpoint.closed).to.equal(1);
    });

    /** Alice's session, connected, and Bob's side of the seal. */
    async function openSealed() {
      const session = open({ defences: [sealing] });
      await session.dial();
      const other = new SealedCall({
        me: "bob",
        session: "room-1",
        agreementKeys: { own: agreement.privateKey, counterpart: agreement.publicKey },
        ephemeral: generateKeyPairSync("x25519").privateKey,
        onKeys: () => undefined,
      });
      other.incoming("offer", sdpIn(signalling.sent[0]));
      signalling.deliver({ type: "answer", sdp: other.outgoing("answer", "v=0 answer") });
      await settled();
      connect();
      return { session, other };
    }

    const sdpIn = (signal: unknown) =>
      typeof signal === "object" && signal !== null && "sdp" in signal ? String(signal.sdp) : "";
  });

  describe("receives", () => {
    it("a message: reports it, and gives its text to whoever listens", () => {
      const session = open();
      connect();
      const heard: string[] = [];
      session.onText("chat", (text) => heard.push(text));
      endpoint.listener.onMessage("chat", "one");
      session.onText("chat", undefined);
      endpoint.listener.onMessage("chat", Buffer.from("two"));
      expect(heard).to.eql(["one"]);
      expect(ofKind("message-received").map(({ type, bytes }) => [type, bytes])).to.eql([
        ["text", 3],
        ["binary", 3],
      ]);
    });

    it("on a quiet channel: tells that something came, and what only when its coins are revealed", () => {
      const session = open();
      connect();
      endpoint.listener.onMessage("coins", "yes");
      endpoint.listener.onMessage("coins", "no");
      expect(ofKind("message-received")).to.eql([]);
      expect(ofKind("coin-heard")).to.have.length(2);
      session.coins.reveal("coins", ["yes", "no"]);
      expect(ofKind("coins-revealed")).to.eql([
        { kind: "coins-revealed", channel: "coins", by: "receiver", coins: "01" },
      ]);
    });
  });
});
