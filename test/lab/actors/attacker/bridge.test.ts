import { expect } from "chai";
import type { AttackError } from "../../../../lab/actors/attacker/attackError.ts";
import { type Alteration, Bridge, type BridgeEnd } from "../../../../lab/actors/attacker/bridge.ts";
import { PPID } from "../../../../src/sctp/dataChannel.ts";
import { parsePacket } from "../../../../src/sctp/packet.ts";
import type { Fact } from "../../../../src/trace/events.ts";
import { bytesOf, data, packet } from "../../../sctp/packets.ts";

/** The end that faces one peer: the test puts packets in and sees what goes out. */
class FakeEnd implements BridgeEnd {
  readonly sent: Uint8Array[] = [];
  onPacket: (packet: Uint8Array) => void = () => undefined;
  send(packet: Uint8Array): void {
    this.sent.push(packet);
  }
}

describe("the bridge of an attacker", () => {
  let alice: FakeEnd;
  let bob: FakeEnd;
  let facts: Fact[] = [];
  let errors: AttackError[] = [];

  const bridge = (alter?: Alteration) => {
    [alice, bob, facts, errors] = [new FakeEnd(), new FakeEnd(), [], []];
    const made = new Bridge(
      { alice, bob },
      { attack: "test-attack", report: (fact) => facts.push(fact), onError: (error) => errors.push(error) },
    );
    made.alter = alter;
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

  it("carries what it cannot read: the peers' channel must seem to work", () => {
    const made = bridge(() => bytesOf("x"));
    const noise = Buffer.from("not an SCTP packet at all");
    alice.onPacket(noise);
    expect(bob.sent).to.eql([noise]);
    expect([made.messagesRead, facts, errors]).to.eql([0, [], []]);
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

  it("asks the attack about messages only, not about the opening of channels", () => {
    const asked: unknown[] = [];
    bridge((message) => void asked.push(message));
    alice.onPacket(packet(data({ ppid: PPID.DCEP, payload: bytesOf("open") })));
    expect(asked).to.eql([]);
  });

  const impossible: Readonly<Record<string, Alteration>> = {
    "empty content": () => new Uint8Array(),
    "more than a chunk can carry": () => new Uint8Array(70_000),
    "an error": () => {
      throw new RangeError("a bug in the attack");
    },
  };
  for (const [what, alter] of Object.entries(impossible)) {
    it(`says which attack failed when it returns ${what}; the message goes on, and nothing is called altered`, () => {
      bridge(alter);
      alice.onPacket(packet(data({ payload: bytesOf("true") })));
      expect(errors.map(({ name }) => name)).to.eql(["AttackError"]);
      expect(errors[0]?.message).to.match(/^the attack "test-attack" cannot change a message: /);
      expect(contents(bob)).to.eql(["true"]);
      expect(kinds()).to.eql(["message-read"]);
    });
  }
});
