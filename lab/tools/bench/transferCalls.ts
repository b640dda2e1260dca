import { fileURLToPath } from "node:url";
import { BenchProcess } from "./benchProcess.ts";
import { PEER_NAMES, type Usage } from "./transferProtocol.ts";

/** A WebRTC stack for both peers. */
export type Stack = "werift" | "node-datachannel";

export interface Transfer {
  readonly bytes: number;
  readonly messageBytes: number;
  /** Messages under way at a time; 0: as many as the sender's stack takes. */
  readonly window: number;
}

// Beside the source: plain JavaScript, never bundled.
const PEER = fileURLToPath(new URL("../../../../lab/tools/bench/transferPeer.cjs", import.meta.url));

/** Two peers in processes of their own, and between them the interceptor in a third, or nothing. They may hold many calls. */
export class TransferCalls {
  readonly #peers: Readonly<Record<"alice" | "bob", BenchProcess>>;
  readonly #interceptor: BenchProcess | undefined;
  #calls = 0;

  static async start(stack: Stack, how: "direct" | "intercepted"): Promise<TransferCalls> {
    const calls = new TransferCalls(stack, how);
    await Promise.all([...calls.#processes()].map((child) => child.next("ready")));
    return calls;
  }

  private constructor(stack: Stack, how: "direct" | "intercepted") {
    const [alice, bob] = PEER_NAMES.map((name) => new BenchProcess(PEER, [name, stack]));
    if (!alice || !bob) throw new Error("a call needs two peers");
    this.#peers = { alice, bob };
    this.#interceptor = how === "intercepted" ? new BenchProcess("transferInterceptor.js", []) : undefined;
    this.#carrySignals();
  }

  /** Opens one call and resolves with its number and how long it took, in milliseconds, from the order to call until both ends have their channel. */
  async open(): Promise<{ readonly call: number; readonly ms: number }> {
    this.#calls += 1;
    const call = this.#calls;
    const start = performance.now();
    this.#interceptor?.send({ order: "intercept", call });
    await this.#interceptor?.next("opened", call);
    const { alice, bob } = this.#peers;
    const opened = Promise.all([alice.next("opened", call), bob.next("opened", call)]);
    bob.send({ order: "open", call });
    alice.send({ order: "open", call });
    await opened;
    return { call, ms: performance.now() - start };
  }

  /** From Alice to Bob. Mebibytes a second, by the clock of neither: from the order to send until the news that all arrived. */
  async transfer(call: number, what: Transfer): Promise<number> {
    const { alice, bob } = this.#peers;
    bob.send({ order: "count", call, bytes: what.bytes, acknowledge: what.window > 0 });
    await bob.next("counting", call);
    const start = performance.now();
    alice.send({ order: "transfer", call, ...what });
    const { value } = await bob.next("done", call);
    await alice.next("sent", call);
    if (value !== what.bytes) throw new Error(`${value} bytes arrived, not ${what.bytes}`);
    return what.bytes / 2 ** 20 / ((performance.now() - start) / 1000);
  }

  /** The median of `times` round trips of a short message, in milliseconds. */
  async roundTrip(call: number, times: number): Promise<number> {
    const { alice, bob } = this.#peers;
    bob.send({ order: "echo", call });
    await bob.next("counting", call);
    alice.send({ order: "ping", call, times });
    const { value } = await alice.next("done", call);
    return value / 1000;
  }

  async close(call: number): Promise<void> {
    await Promise.all(
      [...this.#processes()].map((child) => {
        child.send({ order: "close", call });
        return child.next("closed", call);
      }),
    );
  }

  /** What the interceptor has used so far. @throws Error without one. */
  interceptorUsage(): Promise<Usage> {
    if (!this.#interceptor) throw new Error("a direct call has no interceptor");
    return this.#interceptor.usage();
  }

  end(): void {
    for (const child of this.#processes()) child.end();
  }

  *#processes(): Generator<BenchProcess> {
    yield this.#peers.alice;
    yield this.#peers.bob;
    if (this.#interceptor) yield this.#interceptor;
  }

  #carrySignals(): void {
    const { alice, bob } = this.#peers;
    const interceptor = this.#interceptor;
    for (const [name, own, other] of [
      ["alice", alice, bob],
      ["bob", bob, alice],
    ] as const) {
      own.onSignal = ({ call, signal }) =>
        interceptor
          ? interceptor.send({ order: "pass", call, from: name, signal })
          : other.send({ order: "signal", call, signal });
    }
    if (!interceptor) return;
    interceptor.onSignal = ({ call, signal, to }) => {
      if (to) this.#peers[to].send({ order: "signal", call, signal });
    };
  }
}
