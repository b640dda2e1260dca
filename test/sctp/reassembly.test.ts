import { expect } from "chai";
import fc from "fast-check";
import type { Chunk, ControlChunk } from "../../src/sctp/chunk.ts";
import { CHUNK_TYPE } from "../../src/sctp/chunk.ts";
import { PPID } from "../../src/sctp/dataChannel.ts";
import type { ChannelLabels, ChannelMessage, DataChannelEvent } from "../../src/sctp/dataChannelEvent.ts";
import { DataChannelReader } from "../../src/sctp/reassembly.ts";
import { SctpParseError } from "../../src/sctp/sctpParseError.ts";
import { TSN_WINDOW } from "../../src/sctp/tsnWindow.ts";
import { bytesOf, data, fragmentsOf, interleaved, interleavedFragmentsOf, packet } from "./packets.ts";
import { serialiseDcep, serialisePacket } from "./serialise.ts";

const open = serialiseDcep({
  kind: "open",
  label: "chat",
  protocol: "p",
  ordered: true,
  reliability: { kind: "reliable" },
  priority: 0,
});

function forwardTsn(tsn: number): ControlChunk {
  const value = new Uint8Array(4);
  new DataView(value.buffer).setUint32(0, tsn);
  return { kind: "control", type: 192, flags: 0, value };
}

function readAll(reader: DataChannelReader, chunks: readonly Chunk[]): DataChannelEvent[] {
  return chunks.flatMap((chunk) => reader.push(packet(chunk)));
}

function messagesOf(events: readonly DataChannelEvent[]): ChannelMessage[] {
  return events.flatMap((event) => (event.kind === "message" ? [event] : []));
}

const textOf = ({ content }: ChannelMessage) => Buffer.from(content).toString();

describe("reading data channels from passing SCTP packets", () => {
  it("names the channel of a message once its OPEN has passed", () => {
    const reader = new DataChannelReader();
    const events = readAll(reader, [
      data({ tsn: 1 }),
      data({ tsn: 2, ppid: PPID.DCEP, payload: open }),
      data({ tsn: 3, unordered: true }),
    ]);
    const message = {
      kind: "message",
      streamId: 1,
      type: "text",
      content: bytesOf("hello"),
      partial: false,
    } as const;
    expect(events).to.deep.equal([
      { ...message, unordered: false, firstTsn: 1, lastTsn: 1 },
      {
        kind: "open",
        streamId: 1,
        label: "chat",
        protocol: "p",
        ordered: true,
        reliability: { kind: "reliable" },
      },
      { ...message, label: "chat", unordered: true, firstTsn: 3, lastTsn: 3 },
    ]);
  });

  it("knows a channel that the other side opened, through shared labels", () => {
    const labels: ChannelLabels = new Map();
    readAll(new DataChannelReader({ labels }), [data({ ppid: PPID.DCEP, payload: open })]);
    const [message] = messagesOf(readAll(new DataChannelReader({ labels }), [data({})]));
    expect(message?.label).to.equal("chat");
  });

  it("tells text from binary, parts from wholes, and takes the filling out of empty messages", () => {
    const kinds = [
      PPID.STRING,
      PPID.BINARY,
      PPID.STRING_PARTIAL,
      PPID.BINARY_PARTIAL,
      PPID.STRING_EMPTY,
      PPID.BINARY_EMPTY,
    ];
    const chunks = kinds.map((ppid, index) => data({ tsn: index, ppid, payload: bytesOf("x") }));
    const events = messagesOf(readAll(new DataChannelReader(), chunks));
    expect(events.map((event) => [event.type, event.partial, textOf(event)])).to.deep.equal([
      ["text", false, "x"],
      ["binary", false, "x"],
      ["text", true, "x"],
      ["binary", true, "x"],
      ["text", false, ""],
      ["binary", false, ""],
    ]);
  });

  it("delivers each message once, from fragments that are repeated and in any order, over the end of the TSNs", () => {
    const scenario = fc.record({
      firstTsn: fc.oneof(fc.constantFrom(0, 0xfffffffe, 0x7fffffff), fc.nat(0xffffffff)),
      messages: fc.array(
        fc.record({ content: fc.uint8Array({ minLength: 1, maxLength: 30 }), unordered: fc.boolean() }),
        { minLength: 1, maxLength: 8 },
      ),
      size: fc.integer({ min: 1, max: 12 }),
      order: fc.infiniteStream(fc.nat()),
      repeated: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(scenario, ({ firstTsn, messages, size, order, repeated }) => {
        let tsn = firstTsn;
        const chunks = messages.flatMap(({ content, unordered }, index) => {
          const streamSequenceNumber = unordered ? 0 : index;
          const chunk = data({ tsn, unordered, streamSequenceNumber, ppid: PPID.BINARY, payload: content });
          const fragments = fragmentsOf(chunk, size);
          tsn = (tsn + fragments.length) >>> 0;
          return fragments;
        });
        const sent = Array.from({ length: repeated }, () => chunks).flat();
        const shuffled = sent
          .map((chunk) => ({ chunk, place: order.next().value }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ chunk }) => chunk);
        const distance = (message: ChannelMessage) => (message.firstTsn - firstTsn) >>> 0;
        const read = messagesOf(readAll(new DataChannelReader(), shuffled)).toSorted(
          (a, b) => distance(a) - distance(b),
        );
        expect(read.map(({ content, unordered }) => ({ content, unordered }))).to.deep.equal(
          messages.map((message) => ({ ...message })),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("delivers a message as soon as its last missing fragment is there, whatever is missing before it", () => {
    const reader = new DataChannelReader();
    const [first, second, third] = fragmentsOf(data({ tsn: 10, payload: bytesOf("abcdef") }), 2);
    if (first === undefined || second === undefined || third === undefined)
      throw new Error("three fragments");
    expect(readAll(reader, [third, first])).to.deep.equal([]);
    const [message] = messagesOf(readAll(reader, [second]));
    expect(message).to.include({ firstTsn: 10, lastTsn: 12 });
    expect(message && textOf(message)).to.equal("abcdef");
  });

  it("reads a message of 256 KiB in fragments of 1200 bytes, backwards too", () => {
    const payload = Uint8Array.from({ length: 256 * 1024 }, (_, index) => (index * 31) & 255);
    const fragments = fragmentsOf(data({ tsn: 0xffffff80, ppid: PPID.BINARY, payload }), 1200);
    for (const order of [fragments, fragments.toReversed()]) {
      const [message] = messagesOf(readAll(new DataChannelReader(), order));
      expect(message !== undefined && Buffer.compare(message.content, payload)).to.equal(0);
    }
  });

  it("keeps no view of a packet while it waits for the rest of a message", () => {
    const reader = new DataChannelReader();
    const [first, last] = fragmentsOf(data({ payload: bytesOf("abcd") }), 2).map((chunk) =>
      Buffer.from(packet(chunk)),
    );
    if (first === undefined || last === undefined) throw new Error("two fragments");
    reader.push(first);
    first.fill(0);
    const [message] = messagesOf(reader.push(last));
    expect(message && textOf(message)).to.equal("abcd");
  });

  it("does not put fragments of different messages together", () => {
    const reader = new DataChannelReader();
    const begin = data({ tsn: 1, ending: false, streamId: 1 });
    const otherStream = data({ tsn: 2, beginning: false, streamId: 3 });
    const sameStreamLater = data({ tsn: 4, beginning: false, streamId: 1 });
    expect(readAll(reader, [begin, otherStream, sameStreamLater])).to.deep.equal([]);
  });

  it("keeps associations apart by verification tag, and says when there are too many", () => {
    const reader = new DataChannelReader();
    const withTag = (verificationTag: number) =>
      reader.push(
        serialisePacket({ sourcePort: 1, destinationPort: 1, verificationTag, chunks: [data({})] }),
      );
    expect(withTag(1).map(({ kind }) => kind)).to.deep.equal(["message"]);
    expect(withTag(2).map(({ kind }) => kind)).to.deep.equal(["message"]);
    expect(withTag(1)).to.deep.equal([]);
    for (let tag = 3; tag <= 8; tag++) withTag(tag);
    expect(withTag(9)).to.deep.include({
      kind: "unread",
      reason: "too-many-associations",
      range: { streamId: 1, firstTsn: 1, lastTsn: 1 },
    });
  });
});

describe("reading interleaved data (RFC 8260)", () => {
  it("reads DCEP and whole messages as from DATA, each once", () => {
    const labels: ChannelLabels = new Map();
    const chunks = [
      interleaved({ tsn: 1, ppid: PPID.DCEP, payload: open }),
      interleaved({ tsn: 2, messageId: 1 }),
      interleaved({ tsn: 2, messageId: 1 }),
      interleaved({ tsn: 3, messageId: 2, ppid: PPID.BINARY_EMPTY, payload: bytesOf("x") }),
    ];
    const events = messagesOf(readAll(new DataChannelReader({ labels }), chunks));
    expect(events.map((event) => [event.label, event.type, textOf(event)])).to.deep.equal([
      ["chat", "text", "hello"],
      ["chat", "binary", ""],
    ]);
  });

  it("delivers each message once, from fragments of several that alternate, repeated and in any order", () => {
    const scenario = fc.record({
      firstTsn: fc.constantFrom(0, 0xfffffff8, 0x7fffffff),
      firstId: fc.constantFrom(0, 0xffffffff),
      messages: fc.array(
        fc.record({
          content: fc.uint8Array({ minLength: 1, maxLength: 30 }),
          unordered: fc.boolean(),
          streamId: fc.nat(2),
        }),
        { minLength: 1, maxLength: 8 },
      ),
      size: fc.integer({ min: 1, max: 12 }),
      order: fc.infiniteStream(fc.nat()),
      repeated: fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(scenario, ({ firstTsn, firstId, messages, size, order, repeated }) => {
        const fragments = messages.flatMap(({ content, unordered, streamId }, index) =>
          interleavedFragmentsOf(
            interleaved({
              messageId: (firstId + index) >>> 0,
              unordered,
              streamId,
              ppid: PPID.BINARY,
              payload: content,
            }),
            size,
          ),
        );
        const shuffled = fragments
          .map((chunk) => ({ chunk, place: order.next().value }))
          .toSorted((a, b) => a.place - b.place)
          // Fragments get their TSNs as they leave, so those of one message need not follow each other.
          .map(({ chunk }, index) => ({ ...chunk, tsn: (firstTsn + index) >>> 0 }));
        const sent = Array.from({ length: repeated }, () => shuffled).flat();
        const read = messagesOf(readAll(new DataChannelReader(), sent)).map(
          ({ streamId, unordered, content }) =>
            `${streamId} ${unordered} ${Buffer.from(content).toString("hex")}`,
        );
        const said = messages.map(
          ({ streamId, unordered, content }) =>
            `${streamId} ${unordered} ${Buffer.from(content).toString("hex")}`,
        );
        expect(read.toSorted()).to.deep.equal(said.toSorted());
      }),
      { numRuns: 200 },
    );
  });

  it("says what its sender gave up, and what is over the memory limit", () => {
    const parts = (messageId: number, tsn: number) =>
      interleavedFragmentsOf(interleaved({ tsn, messageId, payload: new Uint8Array(2000) }), 1000);
    const reader = new DataChannelReader({ maxHeldBytes: 3000 });
    const begun = [0, 1, 2].flatMap((id) => parts(id, id * 2).slice(0, 1));
    expect(readAll(reader, begun)).to.deep.equal([
      { kind: "unread", reason: "overflow", range: { streamId: 1, firstTsn: 0, lastTsn: 0 } },
    ]);
    const forward: ControlChunk = {
      kind: "control",
      type: CHUNK_TYPE.I_FORWARD_TSN,
      flags: 0,
      value: Uint8Array.of(0, 0, 0, 3, 0, 1, 0, 0, 0, 0, 0, 1),
    };
    expect(readAll(reader, [forward, { ...forward, value: forward.value.subarray(0, 3) }])).to.deep.equal([
      { kind: "unread", reason: "abandoned", range: { streamId: 1, firstTsn: 2, lastTsn: 2 } },
    ]);
    expect(messagesOf(readAll(reader, parts(2, 4)))).to.have.length(1);
  });
});

describe("what a reader of data channels cannot read, it says", () => {
  it("forgets the oldest fragments over its memory limit", () => {
    const reader = new DataChannelReader({ maxHeldBytes: 3000 });
    const chunks = [1, 3, 5].map((tsn) => data({ tsn, ending: false, payload: new Uint8Array(1000) }));
    expect(readAll(reader, chunks)).to.deep.equal([
      { kind: "unread", reason: "overflow", range: { streamId: 1, firstTsn: 1, lastTsn: 1 } },
    ]);
    expect(readAll(reader, [data({ tsn: 2, beginning: false })])).to.deep.equal([]);
    expect(messagesOf(readAll(reader, [data({ tsn: 4, beginning: false })]))).to.have.length(1);
  });

  it("holds no more than its limit, whatever comes", () => {
    const reader = new DataChannelReader({ maxHeldBytes: 5000 });
    const endless = Array.from({ length: 300 }, (_, tsn) =>
      data({ tsn, beginning: tsn === 0, ending: false, payload: new Uint8Array(100) }),
    );
    const lost = readAll(reader, endless).flatMap((event) => (event.kind === "unread" ? [event.range] : []));
    const forgotten = lost.reduce((sum, { firstTsn, lastTsn }) => sum + lastTsn - firstTsn + 1, 0);
    expect((300 - forgotten) * 100).to.be.at.most(5000);
  });

  it("forgets what the sender abandoned, and still reads whole messages that come late", () => {
    const reader = new DataChannelReader();
    const [first, last] = fragmentsOf(data({ tsn: 5, payload: bytesOf("abcd") }), 2);
    if (first === undefined || last === undefined) throw new Error("two fragments");
    const abandoned = (tsn: number) => ({
      kind: "unread",
      reason: "abandoned",
      range: { streamId: 1, firstTsn: tsn, lastTsn: tsn },
    });
    expect(readAll(reader, [first, forwardTsn(6), forwardTsn(6), forwardTsn(2)])).to.deep.equal([
      abandoned(5),
    ]);
    expect(readAll(reader, [last])).to.deep.equal([abandoned(6)]);
    expect(messagesOf(readAll(reader, [data({ tsn: 4 })]))).to.have.length(1);
    expect(
      messagesOf(readAll(reader, fragmentsOf(data({ tsn: 7, payload: bytesOf("abcd") }), 2))),
    ).to.have.length(1);
  });

  it("takes no TSN from a FORWARD-TSN chunk that is too short for one", () => {
    const reader = new DataChannelReader();
    const [first, last] = fragmentsOf(data({ tsn: 0, payload: bytesOf("abcd") }), 2);
    if (first === undefined || last === undefined) throw new Error("two fragments");
    const short: ControlChunk = { kind: "control", type: 192, flags: 0, value: new Uint8Array(3) };
    expect(messagesOf(readAll(reader, [first, short, last]))).to.have.length(1);
  });

  it("cannot tell a TSN far behind from a repetition", () => {
    const reader = new DataChannelReader();
    readAll(reader, [data({ tsn: TSN_WINDOW })]);
    expect(messagesOf(readAll(reader, [data({ tsn: 1 })]))).to.have.length(1);
    expect(readAll(reader, [data({ tsn: 0 })])).to.deep.equal([
      { kind: "unread", reason: "outside-window", range: { streamId: 1, firstTsn: 0, lastTsn: 0 } },
    ]);
  });

  it("names messages of no known kind, and broken OPENs", () => {
    const range = (tsn: number) => ({ streamId: 1, firstTsn: tsn, lastTsn: tsn });
    const events = readAll(new DataChannelReader(), [
      data({ tsn: 1, ppid: 99 }),
      data({ tsn: 2, ppid: PPID.DCEP, payload: open.subarray(0, -1) }),
      data({ tsn: 3, ppid: PPID.DCEP, payload: Uint8Array.of(2) }),
    ]);
    expect(events).to.deep.equal([
      { kind: "unread", reason: "unknown-ppid", range: range(1) },
      { kind: "unread", reason: "bad-dcep", range: range(2) },
    ]);
  });

  it("forgets the oldest labels when a peer opens channels without end", () => {
    const labels: ChannelLabels = new Map();
    const opens = Array.from({ length: 1100 }, (_, id) =>
      data({ tsn: id, streamId: id, ppid: PPID.DCEP, payload: open }),
    );
    readAll(new DataChannelReader({ labels }), opens);
    expect(labels.size).to.equal(1024);
    expect(labels.has(1099)).to.equal(true);
  });

  it("answers any chunks with events, and any bytes at worst with an SctpParseError", () => {
    const tsn = fc.oneof(fc.nat(6), fc.constantFrom(0x7fffffff, 0x80000000, 0xffffffff, TSN_WINDOW));
    const chunk = fc.oneof(
      fc
        .tuple(tsn, fc.boolean(), fc.boolean(), fc.boolean(), fc.constantFrom(50, 51, 57, 7))
        .map(([at, beginning, ending, unordered, ppid]) =>
          data({ tsn: at, beginning, ending, unordered, ppid }),
        ),
      tsn.map(forwardTsn),
      fc.constant<ControlChunk>({ kind: "control", type: 192, flags: 0, value: new Uint8Array(3) }),
    );
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 30 }), fc.uint8Array({ maxLength: 40 }), (chunks, noise) => {
        const reader = new DataChannelReader({ maxHeldBytes: 700 });
        for (const event of readAll(reader, chunks))
          expect(event.kind).to.be.oneOf(["open", "message", "unread"]);
        try {
          reader.push(noise);
        } catch (error) {
          expect(error).to.be.instanceOf(SctpParseError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
