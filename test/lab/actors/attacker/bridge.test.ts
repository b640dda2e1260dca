import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { AttackError } from "../../../../lab/actors/attacker/attackError.ts";
import { Bridge, type BridgeEnd } from "../../../../lab/actors/attacker/bridge.ts";
import type { Decision } from "../../../../lab/actors/attacker/messageFates.ts";
import type { ForgedMessage } from "../../../../src/attacks/attack.ts";
import { CHUNK_TYPE } from "../../../../src/sctp/chunk.ts";
import { PPID } from "../../../../src/sctp/dataChannel.ts";
import { parsePacket } from "../../../../src/sctp/packet.ts";
import { writeSack } from "../../../../src/sctp/sack.ts";
import type { Fact } from "../../../../src/trace/events.ts";
import { bytesOf, data, interleaved, packet } from "../../../sctp/packets.ts";

/** The end that faces one peer: the test puts packets in and sees what goes out. */
class FakeEnd implements BridgeEnd {
  readonly sent: Uint8Array[] = [];
  onPacket: (packet: Uint8Array) => void = () => undefined;
  send(packet: Uint8Array): void {
    this.sent.push(packet);
  }
}

const forged = (message: Partial<ForgedMessage>): ForgedMessage => ({
  to: "bob",
  channel: "stream 1",
  type: "text",
  content: bytesOf("forged"),
  ...message,
});

describe("the bridge of an attacker", () => {
  let alice: FakeEnd;
  let bob: FakeEnd;
  let facts: Fact[] = [];
  let errors: AttackError[] = [];

  const bridge = (decide?: Decision, keepsGoodbyes = false) => {
    [alice, bob, facts, errors] = [new FakeEnd(), new FakeEnd(), [], []];
    const made = new Bridge(
      { alice, bob },
      {
        attack: "test-attack",
        keepsGoodbyes,
        report: (fact) => facts.push(fact),
        onError: (error) => errors.push(error),
      },
    );
    made.decide = decide;
    return made;
  };
  const kinds = () => facts.map(({ kind }) => kind);
  const contents = ({ sent }: FakeEnd) =>
    sent.flatMap((bytes) =>
      parsePacket(bytes).chunks.flatMap((chunk) =>
        chunk.kind === "data" ? Buffer.from(chunk.payload).toString() : [],
      ),
    );

  it("carries packets as they are, both ways, and reads along", () => {
    const read: string[] = [];
    const made = bridge();
    made.onRead = ({ from, content }) => read.push(`${from}: ${Buffer.from(content).toString()}`);
    const [there, back] = [
      packet(data({ payload: bytesOf("hi") })),
      packet(data({ payload: bytesOf("yes") })),
    ];
    alice.onPacket(there);
    bob.onPacket(back);
    expect(bob.sent[0]).to.equal(there);
    expect(alice.sent[0]).to.equal(back);
    expect(read).to.eql(["alice: hi", "bob: yes"]);
    expect(made.messagesRead).to.equal(2);
    expect(kinds()).to.eql(["message-read", "message-read"]);
  });

  it("carries what it cannot read: the peers' channel must seem to work. It says so, once for each reason", () => {
    const made = bridge(() => bytesOf("x"));
    const noise = Buffer.from("not an SCTP packet at all");
    const unknown = packet(data({ tsn: 1, ppid: 99 }));
    for (const bytes of [noise, noise, unknown]) alice.onPacket(bytes);
    expect(bob.sent).to.eql([noise, noise, unknown]);
    expect([made.messagesRead, errors]).to.eql([0, []]);
    expect(facts).to.eql([
      { kind: "message-unread", from: "alice", reason: "not-sctp" },
      { kind: "message-unread", from: "alice", reason: "unknown-ppid" },
    ]);
    expect(made.unread).to.eql([
      { from: "alice", reason: "not-sctp", times: 2 },
      { from: "alice", reason: "unknown-ppid", times: 1 },
    ]);
  });

  it("reads and changes interleaved data as it does DATA", () => {
    const made = bridge(() => bytesOf("other"));
    alice.onPacket(packet(interleaved({ payload: bytesOf("first") })));
    expect(made.unread).to.eql([]);
    expect(kinds()).to.eql(["message-read", "message-altered"]);
    expect(parsePacket(bob.sent[0] ?? new Uint8Array()).chunks).to.eql([
      interleaved({ payload: bytesOf("other") }),
    ]);
  });

  it("carries the end of an association, and keeps it where the attack keeps goodbyes", () => {
    const chunk = (type: number) => packet({ kind: "control", type, flags: 0, value: new Uint8Array(0) });
    const ends = [chunk(CHUNK_TYPE.ABORT), chunk(CHUNK_TYPE.SHUTDOWN)];
    const heartbeat = chunk(CHUNK_TYPE.HEARTBEAT_ACK);
    for (const keepsGoodbyes of [false, true]) {
      bridge(undefined, keepsGoodbyes);
      for (const bytes of [...ends, heartbeat]) bob.onPacket(bytes);
      expect(alice.sent).to.eql(keepsGoodbyes ? [heartbeat] : [...ends, heartbeat]);
    }
  });

  it("drops a message so that its receiver acknowledges it and hears nothing, and a repetition too", () => {
    bridge(({ content }) => (Buffer.from(content).toString() === "no" ? "drop" : undefined));
    for (const tsn of [1, 1, 2])
      alice.onPacket(packet(data({ tsn, payload: bytesOf(tsn === 1 ? "no" : "yes") })));
    const chunks = bob.sent.flatMap((bytes) => parsePacket(bytes).chunks);
    const nothing = data({ tsn: 1, ppid: PPID.DCEP, payload: Uint8Array.of(2) });
    expect(chunks).to.eql([nothing, nothing, data({ tsn: 2, payload: bytesOf("yes") })]);
    expect(kinds()).to.eql(["message-read", "message-dropped", "message-read"]);
  });

  it("holds a message back, with every repetition, until its time is over", async () => {
    bridge(({ content }) => (Buffer.from(content).toString() === "slow" ? { delayMs: 40 } : undefined));
    const slow = data({ tsn: 1, payload: bytesOf("slow") });
    alice.onPacket(packet(slow, data({ tsn: 2, payload: bytesOf("quick") })));
    alice.onPacket(packet(slow));
    expect(contents(bob)).to.eql(["quick"]);
    await sleep(80);
    expect(contents(bob)).to.eql(["quick", "slow"]);
    alice.onPacket(packet(slow));
    expect(contents(bob)).to.eql(["quick", "slow", "slow"]);
    expect(kinds()).to.eql(["message-read", "message-read", "message-delayed"]);
  });

  it("forgets what it holds back when it is closed", async () => {
    const made = bridge(() => ({ delayMs: 20 }));
    alice.onPacket(packet(data({})));
    made.close();
    await sleep(50);
    expect(bob.sent).to.eql([]);
  });

  it("puts in what the attack wants, and reports both the message and what replaced it", () => {
    bridge(({ from, type, content }) =>
      from === "alice" && type === "text" ? bytesOf(`not ${Buffer.from(content).toString()}`) : undefined,
    );
    alice.onPacket(packet(data({ payload: bytesOf("true") })));
    bob.onPacket(packet(data({ payload: bytesOf("true") })));
    expect([contents(bob), contents(alice)]).to.eql([["not true"], ["true"]]);
    expect(
      facts.map((fact) => [fact.kind, "head" in fact && Buffer.from(fact.head, "base64").toString()]),
    ).to.eql([
      ["message-read", "true"],
      ["message-altered", "not true"],
      ["message-read", "true"],
    ]);
  });

  it("gives a chunk that SCTP sends again the same answer, and reports it once", () => {
    const answers = ["answer 1", "answer 2"];
    bridge(() => bytesOf(answers.shift() ?? ""));
    const sentTwice = packet(data({ tsn: 9 }));
    alice.onPacket(sentTwice);
    alice.onPacket(sentTwice);
    expect(contents(bob)).to.eql(["answer 1", "answer 1"]);
    expect(kinds().filter((kind) => kind === "message-altered")).to.have.length(1);
  });

  it("does not call altered what the attack replaced by itself", () => {
    bridge(({ content }) => Uint8Array.from(content));
    alice.onPacket(packet(data({ payload: bytesOf("same") })));
    expect(contents(bob)).to.eql(["same"]);
    expect(kinds()).to.eql(["message-read"]);
  });

  it("says what nobody said, repeats it until it is acknowledged, and hides it from its seeming sender", async () => {
    const made = bridge(({ from }) => (from === "alice" ? { inject: [forged({})] } : undefined));
    const cumulative = (tsn: number) => ({
      kind: "control" as const,
      type: CHUNK_TYPE.SACK,
      flags: 0,
      value: writeSack({ flags: 0, cumulative: tsn, window: 9, gaps: [], duplicates: [] }).subarray(4),
    });
    const begin = new Uint8Array(16);
    begin[15] = 1;
    alice.onPacket(packet({ kind: "control", type: CHUNK_TYPE.INIT, flags: 0, value: begin }));
    alice.onPacket(packet(data({ tsn: 1 })));
    expect(contents(bob)).to.eql(["hello", "forged"]);
    await sleep(400);
    expect(contents(bob)).to.eql(["hello", "forged", "forged"]);
    bob.onPacket(packet(cumulative(2)));
    expect(alice.sent).to.eql([packet(cumulative(1))]);
    await sleep(400);
    expect(contents(bob)).to.have.length(3);
    expect(facts.at(-1)).to.deep.include({ kind: "message-injected", from: "alice", channel: "stream 1" });
    made.close();
  });

  it("asks the attack about messages only, not about the opening of channels", () => {
    const asked: unknown[] = [];
    bridge((message) => void asked.push(message));
    alice.onPacket(packet(data({ ppid: PPID.DCEP, payload: bytesOf("open") })));
    expect(asked).to.eql([]);
  });

  const impossible: Readonly<Record<string, Decision>> = {
    "empty content": () => new Uint8Array(),
    "more than a chunk can carry": () => new Uint8Array(70_000),
    "an empty message of its own": () => ({ inject: [forged({ content: new Uint8Array() })] }),
    "a message of its own on a channel that nobody opened": () => ({
      inject: [forged({ channel: "other" })],
    }),
    "a delay that is none": () => ({ delayMs: Number.NaN }),
    "an error": () => {
      throw new RangeError("a bug in the attack");
    },
  };
  for (const [what, decide] of Object.entries(impossible)) {
    it(`says which attack failed when it returns ${what}; the message goes on, and nothing is called altered`, () => {
      bridge(decide);
      alice.onPacket(packet(data({ payload: bytesOf("true") })));
      expect(errors.map(({ name }) => name)).to.eql(["AttackError"]);
      expect(errors[0]?.message).to.match(/^the attack "test-attack" cannot change a message: /);
      expect(contents(bob)).to.eql(["true"]);
      expect(kinds()).to.eql(["message-read"]);
    });
  }
});
