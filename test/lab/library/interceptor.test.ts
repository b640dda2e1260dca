import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { expect } from "chai";
import { ActorPool } from "../../../lab/actors/actorPool.ts";
import type { PeerOrder } from "../../../lab/actors/protocol.ts";
import { EventLog } from "../../../lab/run/eventLog.ts";
import { HarnessError } from "../../../lab/run/harnessError.ts";
import { run } from "../../../lab/run/run.ts";
import mitm from "../../../scenarios/mitm.ts";
import { type Channel, defineScenario, type Scenario, type Step } from "../../../src/scenario.ts";
import { type EventOf, eventsOf, type TraceEvent } from "../../../src/trace/events.ts";
import { PEERS, type PeerName } from "../../../src/trace/parties.ts";
import { PROGRAMS } from "../programs.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const MAX_MESSAGE_BYTES = 256 << 10;
const BURST_LIMIT_MS = 30_000;

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

/**
 * An intercepted call in which both peers say `each` messages without waiting for anything. A scenario's script
 * is one step after the other, so the actors are ordered directly.
 */
async function burst(channel: Channel, each: number, size: (index: number) => number): Promise<TraceEvent[]> {
  const log = new EventLog(() => undefined);
  let fail: (error: HarnessError) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failure.catch(() => undefined);
  const actors = new ActorPool(PROGRAMS, {
    fact: (actor, fact, atNs) => {
      log.add(actor, fact, atNs);
      if (fact.kind !== "socket-opened") return;
      actors.order("network", { order: "attach", owner: fact.owner, privatePort: fact.port }).catch(fail);
    },
    failed: fail,
  });
  const perform = async () => {
    for (const role of ["alice", "bob", "network", "server"] as const) actors.start(role, "00".repeat(16));
    const [{ url = "" }] = await Promise.all([actors.ready("server"), actors.ready("network")]);
    await actors.order("network", {
      order: "record-to",
      file: join(temporaryDirectory(), "capture.pcapng"),
      marker: "marker-of-this-test",
    });
    const owners = [...PEERS, "alice-leg", "bob-leg"] as const;
    const { ports = {} } = await actors.order("network", {
      order: "open-ports",
      call: 1,
      owners: [...owners],
    });
    await actors.order("server", {
      order: "open-room",
      room: "call-1",
      legPorts: ports,
      attack: "substitute-fingerprint",
    });
    await Promise.all(
      PEERS.map(async (peer) => {
        await actors.ready(peer);
        const { value: counterpartIdentityKey = "" } = await actors.order(counterpart(peer), {
          order: "send-identity-key",
        });
        const order: PeerOrder = {
          order: "join",
          call: 1,
          room: "call-1",
          url,
          publicPort: ports[peer] ?? 0,
          channels: [channel],
          defences: [],
          dangerSkipGuards: [],
          counterpartIdentityKey,
        };
        await actors.order(peer, order);
      }),
    );
    await actors.order("alice", { order: "dial" });
    await Promise.all(PEERS.map((peer) => log.when(0, peer, "channel-open", 1)));
    await Promise.all(
      PEERS.flatMap((peer) =>
        Array.from({ length: each }, (_, index) => {
          const type = index % 2 === 0 ? "binary" : "text";
          // Hexadecimal digits: text of any size, and no two messages alike.
          const content = Buffer.from(randomBytes(size(index)).toString("hex").slice(0, size(index)));
          const order = {
            order: "say",
            channel: channel.label,
            type,
            content: content.toString("base64"),
          } as const;
          return actors.order(peer, order);
        }),
      ),
    );
    await Promise.all(PEERS.map((peer) => log.when(0, peer, "message-received", each)));
    await actors.order("server", { order: "close-log" });
  };
  const timer = setTimeout(
    () => fail(new HarnessError("deadline", "the messages did not all arrive")),
    BURST_LIMIT_MS,
  );
  try {
    await Promise.race([perform(), failure]);
  } finally {
    clearTimeout(timer);
    await actors.end(1000);
  }
  return log.trace();
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
