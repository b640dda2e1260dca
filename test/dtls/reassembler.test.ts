import { expect } from "chai";
import fc from "fast-check";
import { type HandshakeFragment, handshakeMessage } from "../../src/dtls/wire/handshake.ts";
import { HandshakeReassembler } from "../../src/dtls/wire/reassembler.ts";
import { flipped, hex, present, unhex } from "./fixture.ts";

const body = unhex("000102030405060708090a0b0c0d0e0f");

/** Bytes `from` to `to` of a message. */
function fragment(from: number, to: number, whole = body, messageSeq = 0): HandshakeFragment {
  return { type: 11, length: whole.length, messageSeq, fragmentOffset: from, data: whole.subarray(from, to) };
}

describe("the handshake reassembler", () => {
  it("yields the message once, whatever the order, overlap and repetition of its fragments", () => {
    const content = fc.uint8Array({ minLength: 1, maxLength: 60 });
    const split = content.chain((whole) =>
      fc.record({
        whole: fc.constant(whole),
        extra: fc.array(fc.tuple(fc.nat(whole.length), fc.nat(whole.length)), { maxLength: 6 }),
        size: fc.integer({ min: 1, max: whole.length }),
        seed: fc.array(fc.nat(), { minLength: 70, maxLength: 70 }),
      }),
    );
    fc.assert(
      fc.property(split, ({ whole, extra, size, seed }) => {
        const ranges: [number, number][] = extra.map(([x, y]) => [Math.min(x, y), Math.max(x, y)]);
        for (let at = 0; at < whole.length; at += size) ranges.push([at, at + size]);
        const order = ranges
          .map((range, index) => ({ range, key: seed[index] ?? 0 }))
          .sort((x, y) => x.key - y.key);
        const reassembler = new HandshakeReassembler();
        const outcomes = order.map(({ range: [from, to] }, packet) =>
          reassembler.accept(fragment(from, to, whole), packet),
        );
        const messages = outcomes.flatMap((outcome) =>
          outcome.kind === "message" ? [hex(outcome.message.bytes)] : [],
        );
        expect(messages).to.deep.equal([hex(handshakeMessage(11, 0, whole, []).bytes)]);
        expect(outcomes.filter(({ kind }) => kind === "refused")).to.deep.equal([]);
      }),
    );
  });

  it("names the packets that contributed, and not those that only repeated", () => {
    const reassembler = new HandshakeReassembler();
    const kinds = [fragment(8, 16), fragment(8, 12), fragment(0, 4)].map(
      (part, index) => reassembler.accept(part, index + 5).kind,
    );
    expect(kinds).to.deep.equal(["partial", "duplicate", "partial"]);
    const last = reassembler.accept(fragment(0, 10), 9);
    expect(last.kind === "message" && last.message.packets).to.deep.equal([5, 7, 9]);
  });

  it("names a packet once, however many fragments it carried", () => {
    const reassembler = new HandshakeReassembler();
    reassembler.accept(fragment(0, 4), 5);
    reassembler.accept(fragment(4, 8), 5);
    const last = reassembler.accept(fragment(8, 16), 6);
    expect(last.kind === "message" && last.message.packets).to.deep.equal([5, 6]);
  });

  it("yields an empty message at once", () => {
    const outcome = new HandshakeReassembler().accept(fragment(0, 0, new Uint8Array(0)), 1);
    expect(outcome.kind).to.equal("message");
  });

  it("keeps the first bytes and refuses other ones, before and after the message is whole", () => {
    const reassembler = new HandshakeReassembler();
    reassembler.accept(fragment(0, 8), 1);
    const forged = flipped(body, 7);
    const early = reassembler.accept(fragment(4, 12, forged), 2);
    const whole = reassembler.accept(fragment(8, 16), 3);
    const late = reassembler.accept(fragment(0, 16, forged), 4);
    const otherType = reassembler.accept({ ...fragment(0, 16), type: 12 }, 5);
    const otherLength = reassembler.accept({ ...fragment(0, 8), length: 17 }, 6);
    for (const outcome of [early, late, otherType, otherLength]) {
      expect(outcome).to.include({ kind: "refused", code: "conflicting-fragment" });
    }
    expect(whole.kind === "message" && hex(whole.message.body)).to.equal(hex(body));
    expect(reassembler.accept(fragment(3, 9), 7).kind).to.equal("duplicate");
  });

  it("refuses a fragment whose type or length contradicts an unfinished message", () => {
    const reassembler = new HandshakeReassembler();
    reassembler.accept(fragment(0, 8), 1);
    expect(reassembler.accept({ ...fragment(8, 16), type: 12 }, 2).kind).to.equal("refused");
    expect(reassembler.accept({ ...fragment(8, 16), length: 17 }, 3).kind).to.equal("refused");
  });

  it("refuses a message that claims more than 64 KiB", () => {
    const huge = { ...fragment(0, 1), length: 65537 };
    expect(new HandshakeReassembler().accept(huge, 1)).to.include({
      kind: "refused",
      code: "message-too-long",
    });
    expect(new HandshakeReassembler().accept({ ...huge, length: 65536 }, 1).kind).to.equal("partial");
  });

  it("holds 16 unfinished messages and no more, and still finishes those", () => {
    const reassembler = new HandshakeReassembler();
    const kinds = Array.from(
      { length: 17 },
      (_, seq) => reassembler.accept(fragment(0, 8, body, seq), seq).kind,
    );
    expect(kinds.slice(0, 16).every((kind) => kind === "partial")).to.equal(true);
    expect(kinds[16]).to.equal("refused");
    expect(reassembler.accept(fragment(8, 16, body, 3), 20).kind).to.equal("message");
    expect(reassembler.accept(fragment(0, 8, body, 16), 21).kind).to.equal("partial");
  });

  it("holds 64 messages and no more", () => {
    const reassembler = new HandshakeReassembler();
    const outcomes = Array.from({ length: 65 }, (_, seq) =>
      reassembler.accept(fragment(0, 16, body, seq), seq),
    );
    expect(outcomes.slice(0, 64).every(({ kind }) => kind === "message")).to.equal(true);
    expect(present(outcomes[64])).to.include({ kind: "refused", code: "too-many-messages" });
  });

  it("survives any fragments", () => {
    const hostile = fc.record({
      type: fc.nat(3),
      messageSeq: fc.nat(3),
      fragmentOffset: fc.nat(8),
      data: fc.uint8Array({ maxLength: 8 }),
      spare: fc.nat(4),
    });
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 40 }), (parts) => {
        const reassembler = new HandshakeReassembler();
        for (const [packet, { spare, ...part }] of parts.entries()) {
          const length = part.fragmentOffset + part.data.length + spare;
          const outcome = reassembler.accept({ ...part, length }, packet);
          if (outcome.kind === "message") expect(outcome.message.body.length).to.equal(length);
        }
      }),
    );
  });
});
