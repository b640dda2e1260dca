import { expect } from "chai";
import fc from "fast-check";
import { CHUNK_TYPE, type Chunk, type ControlChunk, type PayloadChunk } from "../../src/sctp/chunk.ts";
import { PPID } from "../../src/sctp/dataChannel.ts";
import { Insertions } from "../../src/sctp/insertions.ts";
import { parsePacket } from "../../src/sctp/packet.ts";
import { renumber } from "../../src/sctp/renumber.ts";
import { readSack, type Sack, writeSack } from "../../src/sctp/sack.ts";
import { tsnAfter } from "../../src/sctp/tsnWindow.ts";
import { bytesOf, data, fragmentsOf, interleaved, packet } from "./packets.ts";
import { checksumIsValid } from "./serialise.ts";

/** Just before the numbers go round. */
const FIRST = 0xffff_fffe;
const tsn = (index: number) => tsnAfter(FIRST, index);
const FORGED = { streamId: 1, ppid: PPID.STRING, content: bytesOf("forged") };
const nothing = new Insertions();

const control = (type: number, value: Uint8Array): ControlChunk => ({
  kind: "control",
  type,
  flags: 0,
  value,
});
function init(initialTsn = FIRST): ControlChunk {
  const value = new Uint8Array(16);
  new DataView(value.buffer).setUint32(12, initialTsn);
  return control(CHUNK_TYPE.INIT, value);
}
const message = (index: number, more: Parameters<typeof data>[0] = {}) =>
  data({ tsn: tsn(index), streamSequenceNumber: index & 0xffff, payload: bytesOf(`own ${index}`), ...more });
const sack = (cumulative: number, more: Partial<Sack> = {}): Sack => ({
  flags: 0,
  cumulative,
  window: 1000,
  gaps: [],
  duplicates: [],
  ...more,
});
const payloads = (packets: readonly Uint8Array[]) =>
  packets.flatMap((bytes) => parsePacket(bytes).chunks.filter((chunk) => chunk.kind !== "control"));
const numbers = (chunks: readonly Chunk[]) =>
  chunks.flatMap((chunk) =>
    chunk.kind === "data"
      ? [[(chunk.tsn - FIRST) >>> 0, chunk.streamSequenceNumber, Buffer.from(chunk.payload).toString()]]
      : [],
  );

describe("messages inserted among those of a sender", () => {
  let insertions: Insertions;
  beforeEach(() => {
    insertions = new Insertions();
    insertions.see(packet(init()));
  });
  const pass = (...chunks: readonly Chunk[]) => {
    const sent = packet(...chunks);
    insertions.see(sent);
    const onward = renumber(sent, insertions, nothing);
    if (onward) expect(checksumIsValid(onward)).to.equal(true);
    return onward ? [onward] : [];
  };
  const insert = (content = FORGED.content) => {
    const made = insertions.insert({ ...FORGED, content }, "data");
    if (made) for (const bytes of made) expect(checksumIsValid(bytes)).to.equal(true);
    return made;
  };

  it("take the next numbers, and move all that come later", () => {
    const sent = [...pass(message(0)), ...(insert() ?? []), ...pass(message(1), message(2))];
    expect(numbers(payloads(sent))).to.eql([
      [0, 0, "own 0"],
      [1, 1, "forged"],
      [2, 2, "own 1"],
      [3, 3, "own 2"],
    ]);
  });

  it("leave a packet alone as long as there are none", () => {
    const sent = packet(message(0));
    insertions.see(sent);
    expect(renumber(sent, insertions, nothing)).to.equal(sent);
  });

  it("give a chunk that is sent again the number that it had", () => {
    pass(message(0));
    insert();
    expect(numbers(payloads([...pass(message(0)), ...pass(message(1)), ...pass(message(0))]))).to.eql([
      [0, 0, "own 0"],
      [2, 2, "own 1"],
      [0, 0, "own 0"],
    ]);
  });

  it("move the sequence numbers of their own stream only, and of ordered messages only", () => {
    pass(message(0));
    insert();
    const others = [message(1, { streamId: 3 }), message(2, { unordered: true }), message(3)];
    expect(numbers(payloads(pass(...others))).map(([, sequence]) => sequence)).to.eql([1, 2, 4]);
  });

  it("wait until the sender's earlier packets have come, and its message is whole", () => {
    pass(message(1));
    expect(insert()).to.equal(undefined);
    const [first, ...rest] = fragmentsOf(message(2, { payload: bytesOf("in three pieces") }), 6);
    pass(message(0), ...(first ? [first] : []));
    expect(insert()).to.equal(undefined);
    pass(...rest);
    expect(numbers(payloads(insert() ?? []))).to.eql([[5, 3, "forged"]]);
  });

  it("are cut into fragments where they are long", () => {
    pass(message(0));
    const chunks = payloads(insert(new Uint8Array(2500)) ?? []);
    expect(chunks.map(({ beginning, ending, payload }) => [beginning, ending, payload.length])).to.eql([
      [true, false, 1100],
      [false, false, 1100],
      [false, true, 300],
    ]);
    expect(numbers(payloads(pass(message(1)))).map(([place]) => place)).to.eql([4]);
  });

  it("are I-DATA where the sender uses that, with message ids", () => {
    pass(interleaved({ tsn: FIRST, messageId: 0 }));
    const [made] = payloads(insertions.insert(FORGED, "data") ?? []);
    expect(made).to.eql(interleaved({ tsn: tsn(1), messageId: 1, payload: FORGED.content }));
    const [later] = payloads(pass(interleaved({ tsn: tsn(1), messageId: 1 })));
    expect(later).to.deep.include({ tsn: tsn(2), messageId: 2 });
  });

  it("take back what the receiver acknowledges of them from what the sender is told", () => {
    pass(message(0));
    insert();
    pass(message(1), message(2), message(3));
    const told = (more: Sack) => {
      const { cumulative, gaps, duplicates } = insertions.forSender(more);
      const place = (number: number) => (number - FIRST) >>> 0;
      return [
        place(cumulative),
        gaps.map(({ first, last }) => [place(first), place(last)]),
        duplicates.map(place),
      ];
    };
    expect(told(sack(tsn(0)))).to.eql([0, [], []]);
    expect(told(sack(tsn(1)))).to.eql([0, [], []]);
    expect(told(sack(tsn(3)))).to.eql([2, [], []]);
    expect(told(sack(tsn(1), { gaps: [{ first: tsn(3), last: tsn(4) }] }))).to.eql([0, [[2, 3]], []]);
    expect(told(sack(tsn(3), { duplicates: [tsn(0), tsn(1), tsn(2)] }))).to.eql([2, [], [0, 1]]);
    // Only the inserted one is missing, and the sender cannot send that.
    expect(told(sack(tsn(0), { gaps: [{ first: tsn(2), last: tsn(3) }] }))).to.eql([2, [], []]);
  });

  it("are to be repeated until they are acknowledged, in a row or beyond a gap", () => {
    pass(message(0));
    const made = [...(insert() ?? []), ...(insert() ?? [])];
    expect(insertions.unacknowledged).to.eql(made);
    insertions.acknowledged(sack(tsn(0), { gaps: [{ first: tsn(2), last: tsn(2) }] }));
    expect(insertions.unacknowledged).to.eql(made.slice(0, 1));
    insertions.acknowledged(sack(tsn(1)));
    expect(insertions.unacknowledged).to.eql([]);
  });

  it("are not skipped when the sender gives up a message: that waits until they have arrived", () => {
    pass(message(0));
    insert();
    const value = new Uint8Array(8);
    const view = new DataView(value.buffer);
    view.setUint32(0, tsn(1));
    view.setUint16(4, 1);
    view.setUint16(6, 1);
    expect(pass(control(CHUNK_TYPE.FORWARD_TSN, value))).to.eql([]);
    const held = insertions.acknowledged(sack(tsn(1)));
    const [forward] = parsePacket(held ?? new Uint8Array()).chunks;
    view.setUint32(0, tsn(2));
    view.setUint16(6, 2);
    expect(forward).to.eql(control(CHUNK_TYPE.FORWARD_TSN, value));
    // A message after what was given up fits in again.
    expect(numbers(payloads(insert() ?? []))).to.eql([[3, 3, "forged"]]);
  });

  it("begin anew with a stream that is closed and used again", () => {
    pass(message(0));
    insert();
    const value = new Uint8Array(18);
    const view = new DataView(value.buffer);
    for (const [at, number] of [13, 18].entries()) view.setUint16(at * 2, number);
    view.setUint32(12, tsn(0));
    view.setUint16(16, 1);
    const [reset] = pass(control(CHUNK_TYPE.RE_CONFIG, value)).map((bytes) => parsePacket(bytes).chunks[0]);
    view.setUint32(12, tsn(1));
    expect(reset).to.eql(control(CHUNK_TYPE.RE_CONFIG, value));
    expect(numbers(payloads(pass(message(1, { streamSequenceNumber: 0 }))))).to.eql([[2, 0, "own 1"]]);
  });

  it("are forgotten when the peers begin a new association", () => {
    pass(message(0));
    insert();
    const other = 0x4000_0000;
    pass(init(other));
    const sent = packet(data({ tsn: other }));
    insertions.see(sent);
    expect(renumber(sent, insertions, nothing)).to.equal(sent);
  });

  it("leave both ends numbers without gap and without repetition, wherever they are put", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("own", "forged"), { maxLength: 60 }), (order) => {
        const among = new Insertions();
        among.see(packet(init()));
        const arrived: PayloadChunk[] = [];
        let own = 0;
        for (const [index, whose] of order.entries()) {
          if (whose === "own") {
            const sent = packet(message(own));
            among.see(sent);
            arrived.push(...payloads([renumber(sent, among, nothing) ?? sent]));
            own += 1;
          } else arrived.push(...payloads(among.insert(FORGED, "data") ?? []));
          const told = among.forSender(sack(tsn(index)));
          if (index + 1 === arrived.length) expect(told.cumulative).to.equal(tsn(own - 1));
        }
        if (own > 0 && order[0] === "own")
          expect(numbers(arrived).map(([place, sequence]) => [place, sequence])).to.eql(
            arrived.map((_, index) => [index, index]),
          );
      }),
    );
  });
});

describe("a SACK", () => {
  it("is read as it was written", () => {
    const written = sack(tsn(0), { gaps: [{ first: tsn(3), last: tsn(9) }], duplicates: [tsn(1)] });
    const [chunk] = parsePacket(packet(control(CHUNK_TYPE.SACK, writeSack(written).subarray(4)))).chunks;
    expect(chunk?.kind === "control" && readSack(chunk.flags, chunk.value)).to.eql(written);
  });

  it("is not read where it is shorter than it says", () => {
    const value = writeSack(sack(1, { duplicates: [7] })).subarray(4);
    expect(readSack(0, value.subarray(0, -1))).to.equal(undefined);
    expect(readSack(0, value.subarray(0, 11))).to.equal(undefined);
  });
});
