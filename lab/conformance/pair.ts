import type { Call, CallSettings, InterceptorProcess, PeerName, PeerProcess } from "./call.ts";
import { Call as OpenCall } from "./call.ts";
import { ConformanceError } from "./conformanceError.ts";
import type { Feature } from "./features/feature.ts";
import { type Command, LineProcess } from "./lineProcess.ts";
import { type Outcome, outcomeOf, type Performed, type Reading, readingOf } from "./outcome.ts";
import { type Ability, interceptorEventSchema, peerEventSchema } from "./protocol.ts";
import { INTERCEPTOR, NEEDS_OWN_ADDRESS, STACK_TITLES, type StackId } from "./stacks.ts";

export interface Cell {
  readonly offerer: StackId;
  readonly answerer: StackId;
  readonly feature: string;
  readonly outcome: Outcome;
  /** What failed at first and worked when it was done again: on a busy machine, or now and then. */
  readonly firstFailures: readonly string[];
  readonly durationMs: number;
}

export interface UsableStack {
  readonly id: StackId;
  readonly command: Command;
}

export type CallOptions = Pick<
  CallSettings,
  "attack" | "victim" | "iceLite" | "media" | "describe" | "stepMs"
>;

/** A busy machine may be slow; a defect fails again. */
const ATTEMPTS = 2;
const START_MS = 60_000;

/** Two stacks, Alice's and Bob's, and the interceptor: their processes last from cell to cell, as long as all goes well. */
export class Pair {
  readonly offerer: StackId;
  readonly answerer: StackId;
  readonly #commands: Readonly<Record<PeerName, UsableStack>>;
  #running: Promise<Running> | undefined;

  constructor(offerer: UsableStack, answerer: UsableStack) {
    this.offerer = offerer.id;
    this.answerer = answerer.id;
    this.#commands = { alice: offerer, bob: answerer };
  }

  get #addresses(): "loopback" | "this-machine" {
    const own = [this.offerer, this.answerer].some((id) => NEEDS_OWN_ADDRESS.includes(id));
    return own ? "this-machine" : "loopback";
  }

  /** Never fails: what goes wrong is the outcome. */
  async cell(feature: Feature): Promise<Cell> {
    const start = performance.now();
    const firstFailures: string[] = [];
    const outcome = await this.#outcome(feature, firstFailures).catch(
      (error: unknown): Outcome => ({ outcome: "fails-directly", because: inWords(error) }),
    );
    const { offerer, answerer } = this;
    const durationMs = Math.round(performance.now() - start);
    return { offerer, answerer, feature: feature.id, outcome, firstFailures, durationMs };
  }

  /**
   * One call, and what `act` does in it. Afterwards all of it is closed; what does not close is ended, so that the next call
   * begins anew. @throws what it throws.
   */
  async call<T>(path: Call["path"], settings: CallOptions, act: (call: Call) => Promise<T>): Promise<T> {
    const { alice, bob, interceptor } = await this.#started();
    let call: Call | undefined;
    try {
      call = await OpenCall.open({
        peers: { alice, bob },
        interceptor: path === "intercepted" ? interceptor : undefined,
        addresses: this.#addresses,
        ...settings,
      });
      return await act(call);
    } finally {
      if (!(await call?.close())) await this.end();
    }
  }

  async end(): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    this.#running = undefined;
    if (!running) return;
    await Promise.all([running.alice.end(), running.bob.end(), running.interceptor.end()]);
  }

  #started(): Promise<Running> {
    this.#running ??= start(this.#commands);
    return this.#running;
  }

  async #outcome(feature: Feature, firstFailures: string[]): Promise<Outcome> {
    const lacking = lackingOf(feature, await this.#started(), this.#commands);
    if (lacking !== undefined) return { outcome: "not-offered", because: lacking };
    const direct = await this.#often(() => this.#perform(feature, "direct"), firstFailures, "directly");
    if (!direct.works) return outcomeOf(direct, direct);
    const intercepted = await this.#often(
      () => this.#perform(feature, "intercepted"),
      firstFailures,
      "intercepted",
    );
    return outcomeOf(direct, intercepted);
  }

  async #often<T extends Performed & Partial<Reading>>(
    perform: () => Promise<T>,
    firstFailures: string[],
    how: string,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const performed = await perform();
      const failed = !performed.works || performed.reading === "wrong";
      if (!failed || attempt === ATTEMPTS) return performed;
      firstFailures.push(`${how}: ${"because" in performed ? performed.because : ""}`);
    }
  }

  async #perform(feature: Feature, path: Call["path"]): Promise<Performed & Partial<Reading>> {
    try {
      return await this.call(path, feature.settings ?? {}, async (call) => {
        await within(feature.deadlineMs, feature.perform(call));
        return path === "direct" ? { works: true } : { works: true, ...(await reading(call, feature)) };
      });
    } catch (error) {
      return { works: false, because: inWords(error) };
    }
  }
}

interface Running {
  readonly alice: PeerProcess;
  readonly bob: PeerProcess;
  readonly interceptor: InterceptorProcess;
  readonly cannot: Readonly<Record<PeerName, readonly Ability[]>>;
}

/** Starts a stack's process once, and returns its version. @throws ConformanceError when it does not start. */
export async function versionOf({ id, command }: UsableStack): Promise<string> {
  const peer: PeerProcess = new LineProcess(STACK_TITLES[id], command, peerEventSchema);
  try {
    return (await ready(peer)).version;
  } finally {
    await peer.end();
  }
}

function ready(peer: PeerProcess) {
  return peer.until((seen) => seen.find((event) => event.event === "ready"), "start", START_MS);
}

async function start({
  alice: caller,
  bob: callee,
}: Readonly<Record<PeerName, UsableStack>>): Promise<Running> {
  const peer = (name: PeerName, { id, command }: UsableStack): PeerProcess =>
    new LineProcess(`${name} (${STACK_TITLES[id]})`, command, peerEventSchema);
  const [alice, bob] = [peer("alice", caller), peer("bob", callee)];
  const interceptor: InterceptorProcess = new LineProcess(
    "the interceptor",
    INTERCEPTOR,
    interceptorEventSchema,
  );
  try {
    const [ofAlice, ofBob] = await Promise.all([
      ready(alice),
      ready(bob),
      interceptor.until((seen) => seen.find((event) => event.event === "ready"), "start", START_MS),
    ]);
    return {
      alice,
      bob,
      interceptor,
      cannot: { alice: ofAlice.cannot, bob: ofBob.cannot },
    };
  } catch (error) {
    await Promise.all([alice.end(), bob.end(), interceptor.end()]);
    throw error;
  }
}

function lackingOf(
  { needs }: Feature,
  { cannot }: Running,
  stacks: Readonly<Record<PeerName, UsableStack>>,
): string | undefined {
  for (const peer of ["alice", "bob"] as const) {
    const lacking = needs[peer]?.find((ability) => cannot[peer].includes(ability));
    if (lacking !== undefined) return `${STACK_TITLES[stacks[peer].id]} has no ${lacking}`;
  }
  return undefined;
}

const READ_MS = 3000;

/** What arrives at a leg last may be read a moment after its peer has it; media comes when it comes. */
async function reading(call: Call, feature: Feature): Promise<Reading> {
  const sent = call.sent.map(({ label, ...message }) => ({ ...message, channel: label }));
  const labels = [...new Set(sent.map(({ channel }) => channel))];
  const arrived = (["alice", "bob"] as const).flatMap((to) =>
    labels.flatMap((channel) =>
      call.received(to, channel).map(({ type, bytes, sha256 }) => ({
        from: to === "alice" ? ("bob" as const) : ("alice" as const),
        channel,
        type,
        bytes,
        sha256,
      })),
    ),
  );
  const until = performance.now() + READ_MS;
  for (;;) {
    const { messages, unread } = await call.read();
    const found = readingOf({ sent, arrived, read: messages }, unread, feature.mayLose === true);
    const complete =
      feature.settings?.media === true ? found.reading === "unread" : found.reading !== "wrong";
    if (complete || performance.now() > until) return mediaSaid(found, feature);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Media that came and was not carried on must be named, also where all messages were read. */
function mediaSaid(found: Reading, feature: Feature): Reading {
  if (feature.settings?.media !== true || found.reading !== "all") return found;
  return { reading: "wrong", because: "the interceptor says nothing of the media that it did not carry on" };
}

async function within<T>(ms: number, wait: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new ConformanceError("deadline", `not done within ${ms / 1000} s`);
    timer = setTimeout(() => reject(error), ms);
  });
  return Promise.race([wait, late]).finally(() => clearTimeout(timer));
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
