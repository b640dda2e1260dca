import { expect } from "chai";
import { Room, type SignalInterceptor } from "../../../../lab/actors/server/room.ts";
import type { PeerName } from "../../../../src/trace/parties.ts";

const OFFER = { type: "offer", sdp: "v=0 an offer" } as const;
const ANSWER = { type: "answer", sdp: "v=0 an answer" } as const;
const CANDIDATE = { type: "candidate", candidate: "candidate:1" } as const;
const RAW = '{ "as": "it came" }';

describe("a signalling room", () => {
  let log: string[] = [];
  let received: Record<PeerName, string[]> = { alice: [], bob: [] };
  let room: Room;

  const open = (interceptor?: SignalInterceptor) => {
    log = [];
    received = { alice: [], bob: [] };
    room = new Room("room", {
      received: (from, raw) => log.push(`${from} → ${raw}`),
      sent: (to, raw) => log.push(`→ ${to} ${raw}`),
    });
    room.interceptor = interceptor;
    const [alice, bob] = (["alice", "bob"] as const).map((name) =>
      room.join(name, (raw) => received[name].push(raw)),
    );
    if (!alice || !bob) throw new Error("a room has two places");
    for (const frames of Object.values(received)) frames.length = 0;
    return { alice, bob };
  };

  it("forwards the very text that came, and logs it as it came and as it went", () => {
    const { alice } = open();
    expect(alice.send(OFFER, RAW)).to.equal(undefined);
    expect(received).to.eql({ alice: [], bob: [RAW] });
    expect(log).to.eql([`alice → ${RAW}`, `→ bob ${RAW}`]);
  });

  it("refuses what does not fit: an answer to nothing, to one's own offer, twice; an offer before the last one is answered; an early candidate", () => {
    const { alice, bob } = open();
    expect(bob.send(ANSWER, RAW)?.code).to.equal("unexpected");
    expect(bob.send(CANDIDATE, RAW)?.code).to.equal("unexpected");
    alice.send(OFFER, RAW);
    expect(bob.send(OFFER, RAW)?.code).to.equal("unexpected");
    expect(alice.send(ANSWER, RAW)?.code).to.equal("unexpected");
    expect(bob.send(ANSWER, RAW)).to.equal(undefined);
    expect(bob.send(ANSWER, RAW)?.code).to.equal("unexpected");
    expect(log, "what is refused is not logged as a signal").to.have.length(4);
  });

  it("takes another offer of either peer once the last one is answered, and not before", () => {
    const { alice, bob } = open();
    for (const [from, to] of [
      [alice, bob],
      [bob, alice],
      [bob, alice],
    ] as const) {
      expect(from.send(OFFER, RAW)).to.equal(undefined);
      expect(to.send(OFFER, RAW)?.code).to.equal("unexpected");
      expect(to.send(ANSWER, RAW)).to.equal(undefined);
    }
  });

  it("sends on what an attack makes of a signal: the same as it came, another, or nothing", () => {
    const passed = [OFFER, { ...ANSWER, sdp: "v=0 another" }, undefined];
    const { alice, bob } = open({ pass: () => passed.shift() });
    alice.send(OFFER, RAW);
    bob.send(ANSWER, RAW);
    alice.send(CANDIDATE, RAW);
    expect(received).to.eql({ bob: [RAW], alice: [JSON.stringify({ ...ANSWER, sdp: "v=0 another" })] });
  });

  it("tells a peer that the other one has left, unless the attack keeps that", () => {
    for (const keepsGoodbyes of [false, true]) {
      open({ pass: (_from, signal) => signal, keepsGoodbyes });
      room.leave("bob");
      expect(received.alice).to.eql(keepsGoodbyes ? [] : ['{"type":"peer-left"}']);
    }
  });

  it("logs the telemetry of malicious client code and forwards none of it", () => {
    const { alice } = open();
    expect(alice.send({ type: "telemetry", value: "secret" }, RAW)).to.equal(undefined);
    expect(received.bob).to.eql([]);
    expect(log).to.eql([`alice → ${RAW}`]);
  });

  it("logs what the server sends of its own as sent, like every other signal", () => {
    open();
    const credentials = { type: "credentials", certificate: "AAAA", privateKey: "BBBB" } as const;
    room.sendTo("bob", credentials);
    expect(received.bob).to.eql([JSON.stringify(credentials)]);
    expect(log).to.eql([`→ bob ${JSON.stringify(credentials)}`]);
  });

  it("forgets the open offer when a peer leaves, and tells the other one", () => {
    const { alice, bob } = open();
    alice.send(OFFER, RAW);
    room.leave("alice");
    expect(received.bob).to.eql([RAW, '{"type":"peer-left"}']);
    expect(room.isFree("alice")).to.equal(true);
    expect(bob.send({ type: "bye" }, RAW), "a second bye has no recipient, which is no error").to.equal(
      undefined,
    );
    const again = room.join("alice", () => undefined);
    expect(bob.send(ANSWER, RAW)?.code, "to an offer of before").to.equal("unexpected");
    expect(again.send(OFFER, RAW)).to.equal(undefined);
  });
});
