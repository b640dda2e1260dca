import { once } from "node:events";
import { expect } from "chai";
import { WebSocket } from "ws";
import { ActorPool } from "../../../lab/actors/actorPool.ts";
import type { HarnessError } from "../../../lab/run/harnessError.ts";
import type { Fact } from "../../../src/trace/events.ts";
import { PROGRAMS } from "../programs.ts";
import { SignallingPeer } from "./signallingPeer.ts";

const OFFER = { type: "offer", sdp: "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\n" };
const ANSWER = { type: "answer", sdp: "v=0\r\no=- 2 2 IN IP4 127.0.0.1\r\n" };
const CANDIDATE = {
  type: "candidate",
  candidate: "candidate:1 1 udp 1 127.0.0.1 9 typ host",
  sdpMLineIndex: 0,
};

describe("the signalling server", () => {
  let server: ActorPool;
  let url = "";
  let facts: Fact[] = [];
  let failures: HarnessError[] = [];
  let peers: SignallingPeer[] = [];
  let rooms = 0;
  let room = "";

  before(async () => {
    server = new ActorPool(PROGRAMS, {
      fact: (_actor, fact) => facts.push(fact),
      failed: (error) => failures.push(error),
    });
    server.start("server", "00".repeat(16));
    url = (await server.ready("server")).url ?? "";
  });
  after(() => server.end(1000));

  beforeEach(async () => {
    facts = [];
    failures = [];
    rooms += 1;
    room = `room-${rooms}`;
    await server.order("server", { order: "open-room", room, legPorts: {} });
  });
  afterEach(async () => {
    await Promise.all(peers.map((peer) => peer.leave()));
    peers = [];
    expect(failures, "the server ended").to.deep.equal([]);
  });

  const join = async (name: string, where = room) => {
    const peer = await SignallingPeer.join(url, where, name);
    peers.push(peer);
    return peer;
  };
  const stranger = async () => {
    const peer = await SignallingPeer.connect(url);
    peers.push(peer);
    return peer;
  };

  /** The proof that the server has come through: two good peers make a whole call. */
  const twoPeersTalk = async (where = room) => {
    const [alice, bob] = [await join("alice", where), await join("bob", where)];
    alice.say(OFFER);
    expect(await bob.hear("offer")).to.deep.equal(OFFER);
    bob.say(ANSWER);
    expect(await alice.hear("answer")).to.deep.equal(ANSWER);
    alice.say(CANDIDATE);
    expect(await bob.hear("candidate")).to.deep.equal(CANDIDATE);
    bob.say({ type: "bye" });
    expect(await alice.hear("bye")).to.deep.equal({ type: "bye" });
  };

  it("introduces two peers, and says who is there", async () => {
    const alice = await stranger();
    alice.say({ type: "join", room, name: "alice" });
    expect(await alice.hear("joined")).to.deep.equal({ type: "joined", others: 0 });
    const bob = await stranger();
    bob.say({ type: "join", room, name: "bob" });
    expect(await bob.hear("joined")).to.deep.equal({ type: "joined", others: 1 });
    await alice.hear("peer-joined");
    await bob.leave();
    await alice.hear("peer-left");
  });

  it("forwards each signal byte for byte: white space, key order, escapes and fields that it does not know", async () => {
    const [alice, bob] = [await join("alice"), await join("bob")];
    const raws = [
      ' {\t"sdp" : "v=0\\r\\n\\u00e9\\ud83d\\ude00é😀",\n\n  "x-unknown": [ 1.0, 1e2, -0 ] ,"type":"offer" } ',
      '{"candidate":"candidate:1 1 UDP 1 127.0.0.1 9 typ host","type":"candidate","sdpMLineIndex":0.0,"type":"candidate"}',
      '\n{"type":"candidate","candidate":""}\n',
    ];
    for (const raw of raws) {
      alice.say(raw);
      expect(await bob.next()).to.equal(raw);
    }
    const answer = '{"sdp":"v=0\\u000d\\u000a","\\u0074ype":"answer"}';
    bob.say(answer);
    await alice.hear("peer-joined");
    expect(await alice.next()).to.equal(answer);
    await server.order("server", { order: "close-log" });
    const logged = facts.flatMap((fact) =>
      fact.kind === "signal-received" || fact.kind === "signal-sent" ? [fact.raw] : [],
    );
    expect(logged, "each signal is in the log twice: as it came, and as it went").to.deep.equal(
      [...raws, answer].flatMap((raw) => [raw, raw]),
    );
  });

  describe("answers with an error, writes down that it did, and goes on after", () => {
    const BAD: Record<string, [code: string, signals: readonly (string | object)[]]> = {
      "what is not JSON": ["not-json", ["", "{", "offer", '{"type":"offer"', "\u0000", "[".repeat(60_000)]],
      "what is no signal": [
        "malformed",
        ["null", "1", '"join"', "[]", "{}", { type: "teleport" }, { type: null }],
      ],
      "a join of wrong types": [
        "malformed",
        [
          { type: "join" },
          { type: "join", room: 1, name: "alice" },
          { type: "join", room: "", name: "alice" },
          { type: "join", room: "../etc", name: "alice" },
          { type: "join", room: "x".repeat(65), name: "alice" },
          { type: "join", room: "room-1", name: "mallory" },
          { type: "join", room: "room-1", name: ["alice"] },
          '{"type":"join","room":"room-1","__proto__":{"name":"alice"}}',
        ],
      ],
      "a description or candidate of wrong types": [
        "malformed",
        [
          { type: "offer" },
          { type: "offer", sdp: 1 },
          { type: "offer", sdp: "" },
          { type: "answer", sdp: { toString: "v=0" } },
          { type: "candidate", candidate: null },
          { type: "candidate", candidate: "", sdpMLineIndex: "0" },
        ],
      ],
      "a room that is not there": [
        "no-room",
        [
          { type: "join", room: "no-such-room", name: "alice" },
          { type: "join", room: "constructor", name: "alice" },
        ],
      ],
      "a signal of somebody who is in no room": ["unexpected", [OFFER, ANSWER, CANDIDATE, { type: "bye" }]],
      "a signal of 70 KiB": ["too-large", [{ type: "offer", sdp: `v=0${"x".repeat(70 << 10)}` }]],
    };
    for (const [what, [code, signals]] of Object.entries(BAD)) {
      it(what, async () => {
        const hostile = await stranger();
        for (const signal of signals) {
          expect(await hostile.refused(signal), JSON.stringify(signal).slice(0, 60)).to.equal(code);
        }
        await twoPeersTalk();
        const refusals = facts.filter(({ kind }) => kind === "signal-refused");
        expect(refusals).to.have.length(signals.length);
        expect(refusals[0]).to.deep.equal({ kind: "signal-refused", from: "stranger", code });
      });
    }

    it("binary frames, even if they hold a signal", async () => {
      const hostile = await stranger();
      expect(
        await hostile.refused(Buffer.from(JSON.stringify({ type: "join", room, name: "alice" }))),
      ).to.equal("malformed");
      expect(await hostile.refused(new Uint8Array(0))).to.equal("malformed");
      await twoPeersTalk();
    });

    it("a signal one byte above the limit, but not one at the limit", async () => {
      const [alice, bob] = [await join("alice"), await join("bob")];
      const signal = (bytes: number) => {
        const empty = JSON.stringify({ type: "offer", sdp: "v=0" }).length;
        return JSON.stringify({ type: "offer", sdp: `v=0${"x".repeat(bytes - empty)}` });
      };
      expect(await alice.refused(signal((64 << 10) + 1))).to.equal("too-large");
      alice.say(signal(64 << 10));
      expect(await bob.next()).to.have.length(64 << 10);
    });

    it("a second join, to this room or another one", async () => {
      const alice = await join("alice");
      expect(await alice.refused({ type: "join", room, name: "alice" })).to.equal("unexpected");
      expect(await alice.refused({ type: "join", room, name: "bob" })).to.equal("unexpected");
      expect(await alice.refused({ type: "join", room: "room-1", name: "bob" })).to.equal("unexpected");
      const bob = await join("bob");
      alice.say(OFFER);
      expect(await bob.hear("offer")).to.deep.equal(OFFER);
    });

    it("a third one in a room of two, who hears nothing of what the two say", async () => {
      const [alice, bob] = [await join("alice"), await join("bob")];
      const third = await stranger();
      for (const name of ["alice", "bob"]) {
        expect(await third.refused({ type: "join", room, name })).to.equal("room-full");
      }
      alice.say(OFFER);
      expect(await bob.hear("offer")).to.deep.equal(OFFER);
      expect(await third.refused(ANSWER), "nothing but the refusal came").to.equal("unexpected");
    });

    it("an offer to nobody", async () => {
      const alice = await join("alice");
      expect(await alice.refused(OFFER)).to.equal("unexpected");
      expect(await alice.refused(CANDIDATE)).to.equal("unexpected");
      await alice.leave();
      await twoPeersTalk();
    });

    it("an answer or a candidate before the offer, an answer to one's own offer, a second offer, a second answer", async () => {
      const [alice, bob] = [await join("alice"), await join("bob")];
      expect(await bob.refused(ANSWER)).to.equal("unexpected");
      expect(await bob.refused(CANDIDATE)).to.equal("unexpected");
      alice.say(OFFER);
      await bob.hear("offer");
      expect(await alice.refused(ANSWER)).to.equal("unexpected");
      expect(await alice.refused(OFFER)).to.equal("unexpected");
      expect(await bob.refused(OFFER)).to.equal("unexpected");
      bob.say(ANSWER);
      expect(await alice.hear("answer")).to.deep.equal(ANSWER);
      expect(await bob.refused({ ...ANSWER, sdp: "v=0 another" })).to.equal("unexpected");
      alice.say(CANDIDATE);
      expect(await bob.next()).to.equal(JSON.stringify(CANDIDATE));
    });
  });

  it("ends only the connection that sends 2 MiB at once", async () => {
    const [alice, bob] = [await join("alice"), await join("bob")];
    const hostile = await stranger();
    const closed = once(hostile.socket, "close");
    hostile.say("x".repeat(2 << 20));
    expect((await closed)[0]).to.equal(1009);
    alice.say(OFFER);
    expect(await bob.hear("offer")).to.deep.equal(OFFER);
  });

  it("ends only the connection that breaks the WebSocket protocol", async () => {
    const [alice, bob] = [await join("alice"), await join("bob")];
    const hostile = await stranger();
    const closed = once(hostile.socket, "close");
    // A text frame that is not UTF-8 (RFC 6455 §8.1).
    hostile.socket.send(Uint8Array.of(0xc3, 0x28), { binary: false });
    expect((await closed)[0]).to.equal(1007);
    alice.say(OFFER);
    expect(await bob.hear("offer")).to.deep.equal(OFFER);
  });

  it("forgets an offer together with the peer who made it and left", async () => {
    const [mallory, bob] = [await join("alice"), await join("bob")];
    mallory.say({ ...OFFER, sdp: "v=0 from somebody else" });
    await bob.hear("offer");
    await mallory.leave();
    await bob.hear("peer-left");
    await bob.leave();
    await twoPeersTalk();
  });

  it("lets both peers say goodbye at once, and a peer to whom nobody listens any more", async () => {
    const [alice, bob] = [await join("alice"), await join("bob")];
    alice.say({ type: "bye" });
    bob.say({ type: "bye" });
    await Promise.all([alice.hear("bye"), bob.hear("bye")]);
    await bob.leave();
    await alice.hear("peer-left");
    alice.say({ type: "bye" });
    expect(await alice.refused(OFFER)).to.equal("unexpected");
  });

  it("listens on the loopback address only", () => {
    expect(new URL(url).hostname).to.equal("127.0.0.1");
  });

  describe("that attacks a room", () => {
    const legPorts = { "alice-leg": 9, "bob-leg": 9 };

    it("comes through descriptions and candidates that it cannot use, and goes on to serve other rooms", async () => {
      const attacked = `attacked-${rooms}`;
      const attack = "substitute-fingerprint";
      await server.order("server", { order: "open-room", room: attacked, legPorts, attack });
      const [alice, bob] = [await join("alice", attacked), await join("bob", attacked)];
      alice.say({ type: "offer", sdp: "v=0 and then nothing that SDP knows" });
      for (const candidate of ["", "candidate:", "candidate:1 1 tcp 1 ::1 99999 typ nothing", "\u0000"]) {
        alice.say({ type: "candidate", candidate });
      }
      bob.say({
        type: "answer",
        sdp: "v=0\r\nm=audio\r\na=fingerprint:sha-256 zz\r\na=ice-ufrag:\r\na=ice-pwd:\r\n",
      });
      bob.say({ type: "candidate", candidate: "candidate:x x x x x x" });
      // What it answers to these is its own affair; when it answers this, it has read all the others.
      alice.say({ type: "teleport" });
      bob.say({ type: "teleport" });
      const malformed = async (peer: SignallingPeer) => {
        while ((await peer.hear("error")).code !== "malformed");
      };
      await Promise.all([malformed(alice), malformed(bob)]);
      await twoPeersTalk();
      expect(alice.socket.readyState).to.equal(WebSocket.OPEN);
    });
  });
});
