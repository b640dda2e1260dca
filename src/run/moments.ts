import type { EventOf, FactKind, TraceEvent } from "../trace/events.ts";
import { isPeer, type PeerName } from "../trace/parties.ts";
import { type Attacker, attackerIn } from "./attacker.ts";

/** Whoever acts in a run, by part and not by process: an attacker on the path is not the network that it sits on. */
export type Party = PeerName | "server" | "network" | "path-attacker" | "conductor";

/** One event with what it takes to tell it: whose act it was, and in what kind of call. */
export interface Moment {
  readonly event: TraceEvent;
  readonly by: Party;
  /** Who is in the middle of the call that is under way, if anybody is. */
  readonly attacker: Attacker | undefined;
  /**
   * Of a signal that the server sent: none that reached it from the other peer, in this call, reads the same. Of a description
   * or candidate that reached it: that peer says that it sent another.
   */
  readonly changed: boolean;
}

/** Reads events one by one, as they happen or from a file: the story can be told while the run goes on. */
export class MomentReader {
  #attacker: Attacker | undefined;
  #waiting = new Map<string, number>();
  /** What each peer said that it sent in this call, as it stands in a signal. */
  #said = new Map<string, string[]>();

  next(event: TraceEvent): Moment {
    if (event.kind === "call-started") {
      this.#attacker = attackerIn(event);
      this.#waiting = new Map();
      this.#said = new Map();
    }
    if (event.kind === "description-sent") this.#say(`${event.actor} ${event.type}`, event.sdp);
    if (event.kind === "candidate-sent") this.#say(`${event.actor} candidate`, event.candidate);
    return { event, by: partyOf(event), attacker: this.#attacker, changed: this.#isChanged(event) };
  }

  #say(key: string, text: string): void {
    this.#said.set(key, [...(this.#said.get(key) ?? []), JSON.stringify(text)]);
  }

  #isNotSaid({ from, raw }: Pick<EventOf<"signal-received">, "from" | "raw">): boolean {
    const kind = SAID.find((type) => raw.includes(`"type":"${type}"`));
    const said = kind === undefined ? undefined : this.#said.get(`${from} ${kind}`);
    return said !== undefined && !said.some((text) => raw.includes(text));
  }

  #isChanged(event: TraceEvent): boolean {
    if (event.kind === "signal-received") {
      const key = `${event.from} ${event.raw}`;
      this.#waiting.set(key, (this.#waiting.get(key) ?? 0) + 1);
      return this.#isNotSaid(event);
    }
    if (event.kind !== "signal-sent") return false;
    const key = `${event.to === "alice" ? "bob" : "alice"} ${event.raw}`;
    const left = this.#waiting.get(key) ?? 0;
    this.#waiting.set(key, left - 1);
    return left <= 0;
  }
}

const SAID = ["offer", "answer", "candidate"] as const;

const BRIDGE_FACTS: ReadonlySet<FactKind> = new Set([
  "message-read",
  "message-altered",
  "message-dropped",
  "message-injected",
  "message-delayed",
  "message-unread",
  "signalling-diverted",
  "datagram-injected",
]);

/** Facts of the actor `network` that are the attacker's: everything that its two legs do, and what it has of the signalling. */
function partyOf(event: TraceEvent): Party {
  if (event.actor !== "network") return event.actor;
  const isOfLeg = "owner" in event && event.kind !== "port-opened" && !isPeer(event.owner);
  const isOfBridge = BRIDGE_FACTS.has(event.kind);
  return isOfLeg || isOfBridge ? "path-attacker" : "network";
}

export function momentsOf(trace: readonly TraceEvent[]): Moment[] {
  const reader = new MomentReader();
  return trace.map((event) => reader.next(event));
}
