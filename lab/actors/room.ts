import type { PeerName } from "../../src/trace/events.ts";
import type { ServerSignal, Signal, SignalError } from "./signalling.ts";

type PeerSignal = Exclude<Signal, { type: "join" }>;

/** What an operator can do with a signal on its way: put another in its place, or let nothing through. */
export interface SignalInterceptor {
  pass(from: PeerName, signal: PeerSignal): PeerSignal | undefined;
}

/** What the operator writes down. */
export interface SignalLog {
  received(from: PeerName, raw: string): void;
  sent(to: PeerName, raw: string): void;
}

/** One peer's place in a room. */
export interface Seat {
  readonly name: PeerName;
  /** Passes a signal on. Returns why not, if it does not fit what was said before. */
  say(signal: PeerSignal, raw: string): SignalError | undefined;
}

/** A room of two. An honest room forwards the very text that it received; an attacked one what the attack makes of it. */
export class Room {
  readonly name: string;
  interceptor: SignalInterceptor | undefined;
  #members = new Map<PeerName, (raw: string) => void>();
  #offerFrom: PeerName | undefined;
  #log: SignalLog;

  constructor(name: string, log: SignalLog) {
    this.name = name;
    this.#log = log;
  }

  get size(): number {
    return this.#members.size;
  }

  isFree(name: PeerName): boolean {
    return !this.#members.has(name);
  }

  join(name: PeerName, send: (raw: string) => void): Seat {
    this.#members.set(name, send);
    const others = this.#members.size - 1;
    send(encode({ type: "joined", others }));
    this.#members.get(counterpart(name))?.(encode({ type: "peer-joined" }));
    return { name, say: (signal, raw) => this.#say(name, signal, raw) };
  }

  leave(name: PeerName): void {
    this.#members.delete(name);
    this.#members.get(counterpart(name))?.(encode({ type: "peer-left" }));
  }

  /** Says something to a peer that the other peer did not say: only an attack does. */
  tell(to: PeerName, signal: PeerSignal): void {
    this.#send(to, JSON.stringify(signal));
  }

  #say(from: PeerName, signal: PeerSignal, raw: string): SignalError | undefined {
    const to = counterpart(from);
    // Both peers may hang up at once; the second goodbye finds nobody.
    if (signal.type === "bye" && !this.#members.has(to)) return undefined;
    if (!this.#members.has(to)) return unexpected("the other peer is not in the room");
    if (signal.type === "telemetry") {
      this.#log.received(from, raw);
      return undefined;
    }
    if (signal.type === "offer") {
      if (this.#offerFrom) return unexpected("an offer is open already");
      this.#offerFrom = from;
    } else if (signal.type === "answer") {
      if (this.#offerFrom !== to) return unexpected("there is no offer to answer");
    } else if (signal.type === "candidate" && !this.#offerFrom) {
      return unexpected("a candidate must follow an offer");
    }
    this.#log.received(from, raw);
    if (!this.interceptor) {
      this.#send(to, raw);
      return undefined;
    }
    const passed = this.interceptor.pass(from, signal);
    // What an attack leaves as it is goes on as it came.
    if (passed) this.#send(to, passed === signal ? raw : JSON.stringify(passed));
    return undefined;
  }

  #send(to: PeerName, raw: string): void {
    const send = this.#members.get(to);
    if (!send) return;
    this.#log.sent(to, raw);
    send(raw);
  }
}

export function counterpart(name: PeerName): PeerName {
  return name === "alice" ? "bob" : "alice";
}

function encode(signal: ServerSignal): string {
  return JSON.stringify(signal);
}

function unexpected(message: string): SignalError {
  return { code: "unexpected", message };
}
