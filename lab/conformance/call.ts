import { ConformanceError } from "./conformanceError.ts";
import { contentsOf, type MessageFacts, wholeLength } from "./content.ts";
import type { LineProcess } from "./lineProcess.ts";
import type {
  ChannelSettings,
  InterceptorEvent,
  InterceptorOrder,
  PeerEvent,
  PeerOrder,
  RunOfMessages,
  Signal,
} from "./protocol.ts";

export type PeerName = "alice" | "bob";
export type PeerProcess = LineProcess<PeerOrder, PeerEvent>;
export type InterceptorProcess = LineProcess<InterceptorOrder, InterceptorEvent>;

/** A message that one peer sent, as the other must receive it and the interceptor read it. */
export interface SentMessage extends MessageFacts {
  readonly from: PeerName;
  readonly label: string;
}

export interface CallSettings {
  readonly peers: Readonly<Record<PeerName, PeerProcess>>;
  /** Left out: the peers' signals go straight to each other. */
  readonly interceptor?: InterceptorProcess | undefined;
  readonly attack?: string;
  readonly victim?: PeerName | null;
  readonly addresses: "loopback" | "this-machine";
  /** Who does ICE-lite. */
  readonly iceLite?: PeerName | undefined;
  readonly media?: boolean;
  /** What the application's own signalling makes of a description, before any interceptor has it. */
  readonly describe?: ((sdp: string, type: "offer" | "answer") => string) | undefined;
  /** The deadline of each step. */
  readonly stepMs?: number;
}

const STEP_MS = 10_000;
const PEERS = ["alice", "bob"] as const;

/** One call between two stacks, straight or through the interceptor: what a feature is made of. */
export class Call {
  readonly peers: Readonly<Record<PeerName, PeerProcess>>;
  readonly path: "direct" | "intercepted";
  readonly sent: SentMessage[] = [];
  readonly #settings: CallSettings;
  readonly #stepMs: number;
  readonly #unordered = new Set<string>();
  readonly #answerTaken: Record<PeerName, () => void> = { alice: () => undefined, bob: () => undefined };
  readonly #failed: Promise<never>;
  #fail: (error: unknown) => void = () => undefined;

  static async open(settings: CallSettings): Promise<Call> {
    const call = new Call(settings);
    const {
      addresses,
      media = false,
      iceLite,
      interceptor,
      attack = "substitute-fingerprint",
      victim = null,
    } = settings;
    for (const name of PEERS) settings.peers[name].forget();
    interceptor?.forget();
    await Promise.all([
      interceptor?.order({ order: "open", attack, victim, legsOn: addresses }, STEP_MS),
      ...PEERS.map((name) =>
        settings.peers[name].order({ order: "open", addresses, media, iceLite: iceLite === name }, STEP_MS),
      ),
    ]);
    call.#carrySignals();
    return call;
  }

  private constructor(settings: CallSettings) {
    this.#settings = settings;
    this.#stepMs = settings.stepMs ?? STEP_MS;
    this.peers = settings.peers;
    this.path = settings.interceptor ? "intercepted" : "direct";
    this.#failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.#failed.catch(() => undefined);
  }

  async channel(
    by: PeerName,
    label: string,
    settings: Partial<Omit<ChannelSettings, "label">> = {},
  ): Promise<void> {
    const { ordered = true, maxRetransmits = null, negotiated = null } = settings;
    if (!ordered) this.#unordered.add(label);
    await this.#order(by, { order: "channel", label, ordered, maxRetransmits, negotiated });
  }

  /** Resolves when the other peer has answered and the answer has been taken. */
  async offer(by: PeerName, { restartIce = false } = {}): Promise<void> {
    const answered = new Promise<void>((resolve) => {
      this.#answerTaken[by] = resolve;
    });
    await this.#order(by, { order: "offer", restartIce });
    await this.#orFail(within(this.#stepMs, answered, `${this.peers[by].name}: no answer`));
  }

  /** Resolves when both ends have the channel open. */
  async untilOpen(label: string): Promise<void> {
    const isOpen = (event: PeerEvent) => event.event === "channel-open" && event.label === label;
    await Promise.all(PEERS.map((name) => this.#until(name, isOpen, `open channel "${label}"`)));
  }

  async send(by: PeerName, run: Partial<RunOfMessages> & { label: string; seed: string }): Promise<void> {
    const whole: RunOfMessages = { type: "text", bytes: wholeLength(run.seed), count: 1, ...run };
    this.sent.push(...contentsOf(whole).map((facts) => ({ from: by, label: whole.label, ...facts })));
    await this.#order(by, { order: "send", ...whole }, SEND_MS);
  }

  /**
   * Resolves when all that was sent has arrived, in order where the channel keeps it.
   * @throws ConformanceError "content" as soon as something else arrives.
   */
  async untilAllArrived(deadlineMs = this.#stepMs): Promise<void> {
    await Promise.all(PEERS.map((from) => this.#untilArrived(from, deadlineMs)));
  }

  /** What `to` has received so far on a channel. */
  received(to: PeerName, label: string): MessageFacts[] {
    return this.peers[to].seen.flatMap((event) =>
      event.event === "message" && event.label === label ? [event] : [],
    );
  }

  async untilMedia(): Promise<void> {
    const isMedia = (event: PeerEvent) => event.event === "media";
    await Promise.all(PEERS.map((name) => this.#until(name, isMedia, "media")));
  }

  /** What the interceptor has read. @throws Error in a direct call. */
  async read(): Promise<Extract<InterceptorEvent, { event: "read" }>> {
    const { interceptor } = this.#settings;
    if (!interceptor) throw new Error("nobody reads a direct call");
    interceptor.forget();
    await interceptor.order({ order: "read" }, this.#stepMs);
    return interceptor.until((seen) => seen.find((event) => event.event === "read"), "report", this.#stepMs);
  }

  /** Never fails. False: something did not close, and its process should not be used again. */
  async close(): Promise<boolean> {
    const { interceptor, peers } = this.#settings;
    for (const name of PEERS) peers[name].onEvent = () => undefined;
    const closed = await Promise.allSettled([
      ...PEERS.map((name) => peers[name].order({ order: "close" }, CLOSE_MS)),
      interceptor?.order({ order: "close" }, CLOSE_MS),
    ]);
    return closed.every(({ status }) => status === "fulfilled");
  }

  async #untilArrived(from: PeerName, deadlineMs: number): Promise<void> {
    const to = otherThan(from);
    const sent = this.sent.filter((message) => message.from === from);
    for (const label of new Set(sent.map((message) => message.label))) {
      const expected = sent.filter((message) => message.label === label).map(asKey);
      const arrived = () => {
        const received = this.received(to, label).map(asKey);
        this.#compare(to, label, expected, received);
        return received.length === expected.length ? true : undefined;
      };
      const left = this.peers[to]
        .until(arrived, `all messages on "${label}"`, deadlineMs)
        .catch((error: unknown) => {
          const received = this.received(to, label).length;
          if (!(error instanceof ConformanceError) || error.code !== "deadline") throw error;
          throw new ConformanceError(
            "deadline",
            `${this.peers[to].name} received ${received} of ${expected.length} messages on "${label}"`,
          );
        });
      await this.#orFail(left);
    }
  }

  #compare(to: PeerName, label: string, expected: readonly string[], received: readonly string[]): void {
    const wrong = this.#unordered.has(label)
      ? received.find((key) => !expected.includes(key))
      : received.find((key, index) => key !== expected[index]);
    if (wrong === undefined) return;
    throw new ConformanceError(
      "content",
      `${this.peers[to].name} received on "${label}" what was not sent: ${wrong}`,
    );
  }

  #carrySignals(): void {
    const { peers, interceptor, describe = (sdp) => sdp } = this.#settings;
    const deliver = (to: PeerName, signal: Signal) => {
      peers[to].order({ order: "signal", signal }, this.#stepMs).then(
        () => {
          if (signal.type === "answer") this.#answerTaken[to]();
        },
        (error: unknown) => {
          // A candidate that a stack cannot use is its own affair: another one may do.
          if (signal.type !== "candidate") this.#fail(error);
        },
      );
    };
    for (const from of PEERS) {
      const hear = (event: PeerEvent) => {
        if (event.event !== "signal") return;
        const { signal } = event;
        const own =
          signal.type === "candidate" ? signal : { ...signal, sdp: describe(signal.sdp, signal.type) };
        if (!interceptor) deliver(otherThan(from), own);
        else
          interceptor
            .order({ order: "signal", from, signal: own }, this.#stepMs)
            .catch((error: unknown) => this.#fail(error));
      };
      peers[from].onEvent = hear;
    }
    if (!interceptor) return;
    interceptor.onEvent = (event) => {
      if (event.event === "tell") deliver(event.to, event.signal);
    };
  }

  #until(name: PeerName, matches: (event: PeerEvent) => boolean, what: string): Promise<unknown> {
    return this.#orFail(
      this.peers[name].until((seen) => (seen.some(matches) ? true : undefined), what, this.#stepMs),
    );
  }

  #order(by: PeerName, order: Parameters<PeerProcess["order"]>[0], deadlineMs = this.#stepMs): Promise<void> {
    return this.#orFail(this.peers[by].order(order, deadlineMs));
  }

  #orFail<T>(wait: Promise<T>): Promise<T> {
    return Promise.race([wait, this.#failed]);
  }
}

const SEND_MS = 60_000;
const CLOSE_MS = 5_000;

export function otherThan(name: PeerName): PeerName {
  return name === "alice" ? "bob" : "alice";
}

async function within<T>(ms: number, wait: Promise<T>, otherwise: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new ConformanceError("deadline", `${otherwise} within ${ms / 1000} s`);
    timer = setTimeout(() => reject(error), ms);
  });
  return Promise.race([wait, late]).finally(() => clearTimeout(timer));
}

function asKey({ type, bytes, sha256 }: MessageFacts): string {
  return `${type}, ${bytes} bytes, ${sha256.slice(0, 16)}`;
}
