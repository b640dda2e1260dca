import { counterpartOf, type PeerName } from "../../../src/trace/parties.ts";
import type { ServerSignal, Signal, SignalError } from "../signalling.ts";

export type PeerSignal = Exclude<Signal, { type: "join" }>;

/** What an operator can do with a signal on its way: replace it, or drop it. */
export interface SignalInterceptor {
  pass(from: PeerName, signal: PeerSignal): PeerSignal | undefined;
  /** A peer is not told that the other one has left. */
  readonly keepsGoodbyes?: boolean;
}

/** What the operator logs. */
export interface SignalLog {
  received(from: PeerName, raw: string): void;
  sent(to: PeerName, raw: string): void;
}

/** One peer's place in a room. */
export interface Seat {
  readonly name: PeerName;
  /** Forwards a signal. Returns why not, if it does not fit what was sent before. */
  send(signal: PeerSignal, raw: string): SignalError | undefined;
}

/** A room for two. An honest room forwards the text that it received, byte for byte; an attacked one what the attack makes of it. */
export class Room {
  readonly name: string;
  interceptor: SignalInterceptor | undefined;
  #members = new Map<PeerName, (raw: string) => void>();
  /** The last offer: a peer may make another one once it is answered (RFC 9429 §4.1.8). It ends when either peer leaves. */
  #offer: { readonly from: PeerName; answered: boolean } | undefined;
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
    this.#members.get(counterpartOf(name))?.(encode({ type: "peer-joined" }));
    return { name, send: (signal, raw) => this.#forward(name, signal, raw) };
  }

  leave(name: PeerName): void {
    this.#members.delete(name);
    this.#offer = undefined;
    if (this.interceptor?.keepsGoodbyes) return;
    this.#members.get(counterpartOf(name))?.(encode({ type: "peer-left" }));
  }

  /** Sends a peer something that the other peer did not: an attack does, and a server that hands out keys. */
  sendTo(to: PeerName, signal: PeerSignal | ServerSignal): void {
    this.#send(to, JSON.stringify(signal));
  }

  #forward(from: PeerName, signal: PeerSignal, raw: string): SignalError | undefined {
    const to = counterpartOf(from);
    // Both peers may hang up at once; the second bye has no recipient.
    if (signal.type === "bye" && !this.#members.has(to)) return undefined;
    if (!this.#members.has(to)) return unexpected("the other peer is not in the room");
    if (signal.type === "telemetry") {
      this.#log.received(from, raw);
      return undefined;
    }
    if (signal.type === "offer") {
      if (this.#offer && !this.#offer.answered) return unexpected("an offer is open already");
      this.#offer = { from, answered: false };
    } else if (signal.type === "answer") {
      if (this.#offer?.from !== to || this.#offer.answered) return unexpected("there is no offer to answer");
      this.#offer.answered = true;
    } else if (signal.type === "candidate" && !this.#offer) {
      return unexpected("a candidate must follow an offer");
    }
    this.#log.received(from, raw);
    if (!this.interceptor) {
      this.#send(to, raw);
      return undefined;
    }
    const passed = this.interceptor.pass(from, signal);
    // A signal that the attack left alone is forwarded as it came.
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

function encode(signal: ServerSignal): string {
  return JSON.stringify(signal);
}

function unexpected(message: string): SignalError {
  return { code: "unexpected", message };
}
