import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { ALARM_CODES } from "../../src/trace/alarmCode.ts";
import { decodeTrace, encodeEvent, TraceError } from "../../src/trace/codec.ts";
import { TRACE_FORMAT, type TraceEvent } from "../../src/trace/events.ts";

const start: TraceEvent = {
  seq: 1,
  at: 0,
  actor: "conductor",
  kind: "run-started",
  format: TRACE_FORMAT,
  scenario: "mitm",
  startedAt: "2026-01-02T03:04:05.678Z",
  environment: { lab: "0.1.0", node: "20.19.0", werift: "0.24.4", platform: "linux x64" },
};

const content = fc.record({
  channel: fc.string({ unit: "binary" }),
  type: fc.constantFrom("text" as const, "binary" as const),
  bytes: fc.nat(),
  sha256: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex")),
  head: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64")),
});
const anyFact = fc.oneof(
  fc.record({ actor: fc.constant("alice" as const), kind: fc.constant("message-sent" as const), content }),
  fc.record({ actor: fc.constant("bob" as const), kind: fc.constant("message-received" as const), content }),
  fc.record({
    actor: fc.constant("server" as const),
    kind: fc.constant("signal-received" as const),
    from: fc.constantFrom("alice" as const, "bob" as const),
    raw: fc.string({ unit: "binary" }),
  }),
  fc.record({
    actor: fc.constant("bob" as const),
    kind: fc.constant("alarm" as const),
    code: fc.constantFrom(...ALARM_CODES),
    message: fc.string({ unit: "grapheme" }),
  }),
);
const anyTrace = fc
  .array(fc.tuple(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), anyFact))
  .map((facts): TraceEvent[] => [
    start,
    ...facts.map(([time, fact], index): TraceEvent => {
      // JSON knows no negative zero.
      const envelope = { seq: index + 2, at: time + 0 };
      if (!("content" in fact)) return { ...envelope, ...fact };
      const { content, ...others } = fact;
      return { ...envelope, ...others, ...content };
    }),
  ]);

describe("the trace codec", () => {
  it("gives back every trace that it has encoded, one event a line", () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const text = trace.map(encodeEvent).join("");
        expect(text.match(/\n/g)).to.have.length(trace.length);
        expect(decodeTrace(text)).to.deep.equal(trace);
      }),
    );
  });

  it("refuses a trace with a number left out, a number twice, or two lines exchanged", () => {
    const [one, two, three] = [1, 2, 3].map((seq) =>
      encodeEvent(
        seq === 1
          ? start
          : { seq, at: seq, actor: "alice", kind: "alarm", code: "CODE_MISMATCH", message: String(seq) },
      ),
    );
    expect(decodeTrace(`${one}${two}${three}`)).to.have.length(3);
    expect(code(`${one}${three}`)).to.equal("wrong-order");
    expect(code(`${one}${one}${two}`)).to.equal("wrong-order");
    expect(code(`${one}${three}${two}`)).to.equal("wrong-order");
    expect(code(`${two}${three}`)).to.equal("wrong-order");
  });

  it("refuses a whole trace of an older format by its number", () => {
    const trace = readFileSync("test/trace/fixtures/format1-mitm.jsonl", "utf8");
    expect(() => decodeTrace(trace))
      .to.throw(TraceError, "the trace is in format 1, and this lab reads format 2")
      .with.property("code", "other-format");
  });

  it("says of a trace in a later format that another version of the lab wrote it", () => {
    const future = JSON.stringify({ ...start, format: TRACE_FORMAT + 1, environment: "another shape" });
    expect(() => decodeTrace(`${future}\n`))
      .to.throw(
        TraceError,
        `the trace is in format ${TRACE_FORMAT + 1}, and this lab reads format ${TRACE_FORMAT}`,
      )
      .with.property("code", "other-format");
  });

  it("names the line that is not JSON, not an event, or an event of an unknown kind", () => {
    const good = encodeEvent(start);
    expect(code(`${good}{"seq":2\n`)).to.equal("not-json");
    expect(code(`${good}\n`)).to.equal("not-json");
    for (const line of [
      "1",
      "null",
      "[]",
      '"x"',
      "{}",
      '{"seq":2,"at":1,"actor":"alice","kind":"teleported"}',
    ]) {
      expect(code(`${good}${line}\n`), line).to.equal("not-an-event");
      expect(() => decodeTrace(`${good}${line}\n`)).to.throw("line 2 of the trace");
    }
  });

  it("refuses an event with a value out of its range", () => {
    const good = encodeEvent(start);
    const lines = [
      { kind: "hung-up", because: "m", actor: "mallory" },
      { kind: "alarm", code: "X", message: "m", actor: "alice" },
      { kind: "socket-opened", owner: "alice", port: 65_536, actor: "alice" },
      { kind: "port-opened", owner: "alice", call: 1, port: 0, actor: "network" },
      {
        kind: "key-made",
        pid: 1,
        owner: "alice",
        algorithm: "x",
        certificate: "not base64!",
        actor: "alice",
      },
      { kind: "session-secrets", owner: "alice", clientRandom: "ABC", entries: [], actor: "alice" },
    ];
    for (const line of lines) {
      expect(code(`${good}${JSON.stringify({ seq: 2, at: 1, ...line })}\n`), line.kind).to.equal(
        "not-an-event",
      );
    }
  });

  it("refuses an event by an actor that cannot know of it, and names its line", () => {
    const read = {
      kind: "message-read",
      from: "bob",
      channel: "chat",
      type: "text",
      bytes: 0,
      sha256: "",
      head: "",
    };
    const text = (actor: string) =>
      `${encodeEvent(start)}${JSON.stringify({ seq: 2, at: 1, actor, ...read })}\n`;
    expect(code(text("alice"))).to.equal("wrong-actor");
    expect(() => decodeTrace(text("alice"))).to.throw(
      "line 2 of the trace: alice does not report message-read",
    );
    for (const attacker of ["server", "network"]) expect(decodeTrace(text(attacker))).to.have.length(2);
  });

  it("refuses an empty trace, a last line cut short and a trace without its start", () => {
    expect(code("")).to.equal("empty");
    expect(code(encodeEvent(start).trimEnd())).to.equal("empty");
    const late = encodeEvent({ seq: 1, at: 1, actor: "alice", kind: "hung-up", because: "m" });
    expect(code(late)).to.equal("no-start");
  });

  it("throws nothing but TraceError, whatever bytes it is given", () => {
    const good = encodeEvent(start);
    const anyBytes = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("utf8"));
    const damaged = fc
      .tuple(fc.nat(good.length - 1), fc.string({ minLength: 1, maxLength: 3 }))
      .map(([at, text]) => good.slice(0, at) + text + good.slice(at + 1));
    const lines = fc
      .array(fc.oneof(fc.json(), fc.string()), { maxLength: 3 })
      .map((all) => `${good}${all.join("\n")}\n`);
    fc.assert(
      fc.property(fc.oneof(anyBytes, damaged, lines), (text) => {
        code(text);
      }),
      { numRuns: 500 },
    );
  });
});

/** The code of the error that decoding ends with, or "none". Other errors pass through. */
function code(text: string): string {
  try {
    decodeTrace(text);
    return "none";
  } catch (error) {
    if (error instanceof TraceError) return error.code;
    throw error;
  }
}
