import { decodeCodeMessage } from "../comparison/codeMessage.ts";
import { type EventOf, eventsOf, type TraceEvent } from "../trace/events.ts";
import { counterpartOf, isPeer, type PeerName } from "../trace/parties.ts";
import type { Attacker } from "./attacker.ts";
import type { RunCall } from "./calls.ts";
import type { RunSeal } from "./seals.ts";

/** Content as an actor saw it: whole by size and hash, its beginning in clear. */
export type Content = Pick<EventOf<"message-sent">, "channel" | "type" | "bytes" | "sha256" | "head">;
export type SeenContent = Content & { readonly seq: number; readonly at: number };

/**
 * One message of the peers' data channels, with what became of it: sent, read on the way, replaced, received. Joined by
 * channel, type and hash; the hashes are the actors' own.
 */
export interface RunMessage {
  readonly call: number;
  readonly from: PeerName;
  readonly to: PeerName;
  /** What it is for: people's content, or the methods' own messages and what is read aloud over the call. */
  readonly purpose: "content" | "comparison";
  /** Who stands between the peers with legs. */
  readonly attacker: Attacker | undefined;
  /** Undefined: it arrived, and nobody sent it. */
  readonly sent: SeenContent | undefined;
  /** What crossed the channel in its place, encrypted above it. Undefined: it crossed as it is. */
  readonly sealed: SeenContent | undefined;
  /** What the attacker wrote down of it before it went on. */
  readonly read: SeenContent | undefined;
  /** What the attacker put in its place, by its own word. */
  readonly replaced: SeenContent | undefined;
  /** The attacker said it in the sender's name, by its own word. Only of what nobody sent. */
  readonly injected: SeenContent | undefined;
  /** What the other peer received for it. Undefined: nothing arrived. */
  readonly received: SeenContent | undefined;
}

/** Every message of the run, in the order in which it was sent; those that nobody sent come last. */
export function messagesOf(
  trace: readonly TraceEvent[],
  calls: readonly RunCall[],
  seals: readonly RunSeal[],
): RunMessage[] {
  return calls.flatMap((call) => messagesOfCall(call, trace, seals));
}

function messagesOfCall(
  call: RunCall,
  trace: readonly TraceEvent[],
  seals: readonly RunSeal[],
): RunMessage[] {
  const events = trace.filter(({ seq }) => seq >= call.seq && seq < call.endSeq);
  const spoken = new Set(
    eventsOf(events, "read-aloud").flatMap(({ value, over }) =>
      over === undefined ? [] : `${over} ${value}`,
    ),
  );
  const read = new Queues<EventOf<"message-read">>();
  const altered = new Queues<EventOf<"message-altered">>();
  const injected = new Queues<EventOf<"message-injected">>();
  const received = new Queues<EventOf<"message-received">>();
  for (const event of events) {
    if (event.kind === "message-read") read.add(keyOf(event.from, event), event);
    if (event.kind === "message-altered") altered.add(`${event.from} ${event.channel}`, event);
    if (event.kind === "message-injected") injected.add(keyOf(event.from, event), event);
    if (event.kind === "message-received" && isPeer(event.actor))
      received.add(keyOf(counterpartOf(event.actor), event), event);
  }
  const base = { call: call.number, attacker: call.hasLegs ? call.attacker : undefined };
  const sent = events.flatMap((event): RunMessage[] => {
    if (event.kind !== "message-sent" || !isPeer(event.actor)) return [];
    const from = event.actor;
    const sealed = seals.find(({ sent }) => sent === event)?.crossing;
    const arrived = received.take(keyOf(from, event));
    const replaced = arrived ? undefined : altered.take(`${from} ${event.channel}`);
    return [
      {
        ...base,
        from,
        to: counterpartOf(from),
        purpose: purposeOf(event, spoken),
        sent: event,
        sealed,
        read: read.take(keyOf(from, sealed ?? event)),
        replaced,
        injected: undefined,
        received: arrived ?? (replaced && received.take(keyOf(from, replaced))),
      },
    ];
  });
  const unsent = received.rest().flatMap((event): RunMessage[] =>
    isPeer(event.actor)
      ? [
          {
            ...base,
            from: counterpartOf(event.actor),
            to: event.actor,
            purpose: purposeOf(event, spoken),
            sent: undefined,
            sealed: undefined,
            read: undefined,
            replaced: undefined,
            injected: injected.take(keyOf(counterpartOf(event.actor), event)),
            received: event,
          },
        ]
      : [],
  );
  return [...sent, ...unsent];
}

function purposeOf(content: Content, spoken: ReadonlySet<string>): RunMessage["purpose"] {
  const text = Buffer.from(content.head, "base64").toString("utf8");
  const isComparison = spoken.has(`${content.channel} ${text}`) || decodeCodeMessage(text) !== undefined;
  return isComparison ? "comparison" : "content";
}

function keyOf(from: string, { channel, type, sha256 }: Content): string {
  return `${from} ${type} ${sha256} ${channel}`;
}

/** Events under a key, taken first come, first served. */
class Queues<T> {
  readonly #queues = new Map<string, { readonly events: T[]; taken: number }>();

  add(key: string, event: T): void {
    const queue = this.#queues.get(key);
    if (queue) queue.events.push(event);
    else this.#queues.set(key, { events: [event], taken: 0 });
  }

  take(key: string): T | undefined {
    const queue = this.#queues.get(key);
    return queue?.events[queue.taken++];
  }

  rest(): T[] {
    return [...this.#queues.values()].flatMap(({ events, taken }) => events.slice(taken));
  }
}
