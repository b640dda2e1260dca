import { createHash } from "node:crypto";
import { join } from "node:path";
import { expect } from "chai";
import { run } from "../../../lab/run/run.ts";
import mitm from "../../../scenarios/mitm.ts";
import { type Channel, defineScenario, type Scenario, type Step } from "../../../src/scenario.ts";
import { type EventOf, eventsOf, type TraceEvent } from "../../../src/trace/events.ts";
import { PEERS, type PeerName } from "../../../src/trace/parties.ts";
import { PROGRAMS } from "../programs.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";
import { burst } from "./burst.ts";

const MAX_MESSAGE_BYTES = 256 << 10;

const CHANNELS: readonly Channel[] = [
  { label: "ordered" },
  { label: "unordered", ordered: false },
  { label: "never again", ordered: false, maxRetransmits: 0 },
  { label: "sometimes again", maxRetransmits: 2 },
  { label: "a name with blanks, 'quotes' and \\" },
  { label: "" },
];

describe("what passes the interceptor", function () {
  this.timeout(60_000);

  describe("one message at a time, on channels of every kind", () => {
    let trace: TraceEvent[] = [];
    const script = CHANNELS.flatMap(({ label }) => PEERS.flatMap((by) => everyMessage(by, label)));

    before(async () => {
      trace = await run(scenarioWith(CHANNELS, script), {
        programs: PROGRAMS,
        captureFile: join(temporaryDirectory(), "capture.pcapng"),
        kernelFile: join(temporaryDirectory(), "kernel.pcapng"),
        instruments: "none",
        deadlineMs: 15_000,
        onEvent: () => undefined,
        signal: new AbortController().signal,
      });
    });

    it("arrives: text and binary, empty, long and in fragments of 256 KiB, in both directions", () => {
      expect(eventsOf(trace, "message-sent")).to.have.length(script.length);
      for (const peer of PEERS) {
        expect(messagesOf(trace, "message-received", peer)).to.deep.equal(
          messagesOf(trace, "message-sent", counterpart(peer)),
        );
      }
    });

    it("is what the script said, byte for byte", () => {
      const said = script.map(({ by, channel, type, content, bytes }) => {
        const text = Buffer.from(content);
        const whole = Buffer.concat([
          text,
          Buffer.alloc(Math.max(0, (bytes ?? 0) - text.length), "padding "),
        ]);
        return { actor: by, channel, type, bytes: whole.length, sha256: sha256(whole) };
      });
      const sent = eventsOf(trace, "message-sent").map(({ actor, channel, type, bytes, sha256 }) => ({
        actor,
        channel,
        type,
        bytes,
        sha256,
      }));
      expect(sent).to.deep.equal(said);
    });

    it("stands in the interceptor's log, word for word, with its channel", () => {
      const log = eventsOf(trace, "message-read").map((read) => ({ actor: read.from, ...message(read) }));
      const sent = eventsOf(trace, "message-sent").map((said) => ({ actor: said.actor, ...message(said) }));
      expect(log).to.deep.equal(sent);
      expect(eventsOf(trace, "log-ended").at(-1)).to.include({ messagesRead: script.length });
    });
  });

  it("arrives whole and in order when both peers say hundreds of messages at once", async () => {
    const each = 300;
    // No two alike in size and type, so that each has its own place; one in fifty crosses in many chunks.
    const sizes = (index: number) => {
      if (index === 101 || index === 202) return 0;
      return index % 50 === 0 ? 40_000 + index : index % 7 === 0 ? 3000 + index : index + 8;
    };
    const trace = await burst({ label: "busy" }, each, sizes);
    for (const peer of PEERS) {
      const sent = messagesOf(trace, "message-sent", peer);
      expect(sent).to.have.length(each);
      const read = eventsOf(trace, "message-read").filter(({ from }) => from === peer);
      // It reads each as soon as it is whole. One whose packet was lost on the way comes later there; the receiver waits for it.
      const places = placesIn(sent, read).toSorted((a, b) => a - b);
      expect(places, "as the interceptor read them").to.deep.equal([...sent.keys()]);
      const received = messagesOf(trace, "message-received", counterpart(peer));
      expect(placesIn(sent, received), "as they arrived").to.deep.equal([...sent.keys()]);
    }
  });

  it("arrives whole on an unordered channel when both peers say hundreds of messages at once", async () => {
    const each = 300;
    const trace = await burst({ label: "busy", ordered: false }, each, (index) => (index % 5) * 1000);
    for (const peer of PEERS) {
      const sent = sorted(messagesOf(trace, "message-sent", peer));
      expect(sent).to.have.length(each);
      expect(sorted(messagesOf(trace, "message-received", counterpart(peer)))).to.deep.equal(sent);
      const read = eventsOf(trace, "message-read").filter(({ from }) => from === peer);
      expect(sorted(read.map(message))).to.deep.equal(sent);
    }
  });
});

type Saying = Extract<Step, { step: "say" }>;

/** One message of every kind that one peer can say on a channel. */
function everyMessage(by: PeerName, channel: string): Saying[] {
  const text = { step: "say", by, channel, type: "text" } as const;
  const binary = { step: "say", by, channel, type: "binary" } as const;
  const short: Saying[] = [
    { ...text, content: "Hello." },
    { ...text, content: "" },
    { ...text, content: '\u0000 zero, \u00e9, 频道, 😀 and \\ "quotes"\r\n' },
    { ...binary, content: "" },
    { ...binary, content: "\u0000\u0001\u0002" },
    { ...binary, content: "x", bytes: 1200 },
  ];
  // Where repetition ends, a lost fragment loses the message: the network loses none, but a full buffer might.
  const unreliable = channel === "never again" || channel === "sometimes again";
  const long: Saying[] = [
    { ...text, content: "long: ", bytes: MAX_MESSAGE_BYTES },
    { ...binary, content: "long: ", bytes: MAX_MESSAGE_BYTES },
    { ...binary, content: "odd: ", bytes: 65_537 },
  ];
  return unreliable ? [...short, { ...binary, content: "x", bytes: 5000 }] : [...short, ...long];
}

function scenarioWith(channels: readonly Channel[], script: readonly Step[]): Scenario {
  return defineScenario({
    ...mitm,
    id: "everything-passes",
    defences: [],
    calls: [{ caller: "alice", channels, attack: "substitute-fingerprint", script }],
    expect: { ...mitm.expect, comparison: "not-made", disclosed: [], withheld: [], alarms: [] },
  });
}

type Message = Pick<EventOf<"message-sent">, "channel" | "type" | "bytes" | "sha256">;

function message({ channel, type, bytes, sha256 }: Message): Message {
  return { channel, type, bytes, sha256 };
}

function messagesOf(
  trace: readonly TraceEvent[],
  kind: "message-sent" | "message-received",
  by: PeerName,
): Message[] {
  return eventsOf(trace, kind)
    .filter(({ actor }) => actor === by)
    .map(message);
}

/** Where each of these messages stands among those that were sent; -1 for one that nobody sent. */
function placesIn(sent: readonly Message[], messages: readonly Message[]): number[] {
  const key = ({ channel, type, bytes, sha256 }: Message) => `${channel} ${type} ${bytes} ${sha256}`;
  const places = sent.map(key);
  return messages.map((each) => places.indexOf(key(each)));
}

function sorted(messages: readonly Message[]): Message[] {
  const key = ({ type, sha256 }: Message) => `${sha256} ${type}`;
  return messages.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function counterpart(peer: PeerName): PeerName {
  return peer === "alice" ? "bob" : "alice";
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
