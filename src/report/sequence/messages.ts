import type { EventOf, TraceEvent } from "../../trace/events.ts";
import { isPeer } from "../model/parties.ts";
import { printable } from "../model/printable.ts";
import type { Attacker, Message, Sight } from "./row.ts";

/** What is known of those who look on. */
export interface Observers {
  readonly attacker: Attacker | undefined;
  /** The server's log has its end mark, so its silence means that it could not read. */
  readonly logComplete: boolean;
  /** Whether content stands in the capture in clear. */
  readonly recorder: Sight;
}

/** The conversation of one call: each message once, with what became of it at the server and at the other peer. */
export function messageRows(
  events: readonly TraceEvent[],
  { attacker, logComplete, recorder }: Observers,
): Message[] {
  const read = new Queues<EventOf<"message-read">>();
  const altered = new Queues<EventOf<"message-altered">>();
  const received = new Queues<EventOf<"message-received">>();
  for (const event of events) {
    if (event.kind === "message-read") read.add(keyOf(event.from, event), event);
    if (event.kind === "message-altered") altered.add(`${event.from} ${event.channel}`, event);
    if (event.kind === "message-received" && isPeer(event.actor)) {
      received.add(keyOf(event.actor === "alice" ? "bob" : "alice", event), event);
    }
  }
  const rows = events.flatMap((event): Message[] => {
    if (event.kind !== "message-sent" || !isPeer(event.actor)) return [];
    const from = event.actor;
    const seen = read.take(keyOf(from, event));
    const arrived = received.take(keyOf(from, event));
    const other = arrived ? undefined : altered.take(`${from} ${event.channel}`);
    const inItsPlace = other && received.take(keyOf(from, other));
    const server: Sight = seen ? "open" : logComplete ? "closed" : "unknown";
    return [
      {
        ...message(event, attacker),
        recorder,
        from,
        to: from === "alice" ? "bob" : "alice",
        server,
        receiver: arrived || inItsPlace ? "open" : "nothing",
        replacement: inItsPlace && excerpt(inItsPlace),
      },
    ];
  });
  const unsent = received.rest().flatMap((event): Message[] =>
    isPeer(event.actor)
      ? [
          {
            ...message(event, attacker),
            recorder,
            from: event.actor === "alice" ? "bob" : "alice",
            to: event.actor,
            text: "(nobody sent what arrived here)",
            server: "unknown",
            receiver: "open",
            replacement: excerpt(event),
          },
        ]
      : [],
  );
  return [...rows, ...unsent];
}

type Content = EventOf<"message-sent"> | EventOf<"message-received"> | EventOf<"message-altered">;

function message(event: Content, attacker: Attacker | undefined) {
  const { at, seq, bytes } = event;
  return { kind: "message", at, source: seq, attacker, text: excerpt(event), bytes } as const;
}

/** The beginning of a message as text that is safe to show. */
export function excerpt({
  type,
  bytes,
  head,
}: {
  type: "text" | "binary";
  bytes: number;
  head: string;
}): string {
  const text = printable(Buffer.from(head, "base64").toString("utf8"), 90);
  return type === "text" ? `“${text}”` : `${bytes} bytes, binary: “${printable(text, 50)}”`;
}

function keyOf(
  from: string,
  { channel, type, sha256 }: { channel: string; type: string; sha256: string },
): string {
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
