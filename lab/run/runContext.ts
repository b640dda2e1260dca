import { setTimeout as sleep } from "node:timers/promises";
import type { PathConditions } from "../../src/pathConditions.ts";
import type { Prediction } from "../../src/report/model/quiz.ts";
import type { Scenario } from "../../src/scenario.ts";
import type { FactOf, TraceEvent } from "../../src/trace/events.ts";
import { type ActorName, type EndName, PEERS, type PeerName } from "../../src/trace/parties.ts";
import type { OrderResult } from "../actors/actor.ts";
import { ActorPool, type Orders } from "../actors/actorPool.ts";
import type { Role } from "../actors/protocol.ts";
import { Instruments } from "../instruments/instruments.ts";
import { EventLog } from "./eventLog.ts";
import { HarnessError } from "./harnessError.ts";
import { type Stacks, WERIFT_ALONE } from "./stacks.ts";

export interface RunOptions {
  /** The folder with the actors' built programs. */
  readonly programs: URL;
  /** Where the network writes the capture; the file must not exist yet. */
  readonly captureFile: string;
  /** Where the kernel's own recording is written, if it can be made; the file must not exist yet. */
  readonly kernelFile: string;
  /** "none" leaves the conductor's slow instruments out, and says so in the trace. */
  readonly instruments: "all" | "none";
  /** Bounds each wait of the run: for an actor, a link, a message. */
  readonly deadlineMs: number;
  /** Called with each event as it happens, numbered in the order of arrival. */
  readonly onEvent: (event: TraceEvent) => void;
  /** Instead of what the scenario's calls say of their paths. */
  readonly path?: PathConditions;
  /** What each peer speaks with. Left out: as the scenario says, else werift. */
  readonly stacks?: Stacks;
  /** What the user expects of the run, if somebody asked. */
  readonly prediction?: Prediction;
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal;
}

/** A browser takes seconds, on a busy machine many: so many deadlines. */
export const BROWSER_START = 4;

/** How long an actor may take to exit, after the order to. */
const EXIT_GRACE_MS = 1000;
/** It also ends its browser, and removes what that wrote. */
const BROWSER_EXIT_GRACE_MS = 5000;

/** An actor that runs answers in a millisecond; on a busy machine in some more. */
const PING_PATIENCE_MS = 1000;

/** What a run works with: its actors, its log, its instruments, and the one way to wait for anything. */
export class RunContext {
  readonly scenario: Scenario;
  readonly options: RunOptions;
  readonly log: EventLog;
  readonly stacks: Stacks;
  readonly actors: ActorPool;
  readonly instruments: Instruments;
  readonly #failure: Promise<never>;
  #fail: (error: HarnessError) => void = () => undefined;
  readonly #interrupt = () => this.#failDuringStep(new HarnessError("interrupted", "interrupted"));
  /** What the run waits for at the moment. */
  readonly #waits = new Set<string>();

  constructor(scenario: Scenario, options: RunOptions) {
    this.scenario = scenario;
    this.options = options;
    this.stacks = options.stacks ?? scenario.stacks ?? WERIFT_ALONE;
    this.log = new EventLog(options.onEvent);
    this.instruments = new Instruments({
      ...options,
      wanted: options.instruments,
      note: (fact) => this.log.note(fact),
    });
    this.#failure = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.#failure.catch(() => undefined);
    if (options.signal.aborted) this.#interrupt();
    options.signal.addEventListener("abort", this.#interrupt);
    this.actors = new ActorPool(options.programs, {
      fact: (actor, fact, atNs) => {
        this.log.add(actor, fact, atNs);
        if (fact.kind === "socket-opened") this.#attach(fact);
      },
      failed: (error) => this.#failDuringStep(error),
    });
  }

  /** Gives an order and waits for its result; `doing` names the step in an error. */
  ask<R extends Role>(role: R, doing: string, order: Orders[R]): Promise<OrderResult> {
    return this.within(role, doing, this.actors.order(role, order));
  }

  /** As `ask`, for an order whose result is a text. */
  async askText<R extends Role>(role: R, doing: string, order: Orders[R]): Promise<string> {
    const { value = "" } = await this.ask(role, doing, order);
    return value;
  }

  /**
   * Waits for one actor in one step, but not longer than the deadline, nor after the run has failed.
   * @throws HarnessError that names the actor and the step.
   */
  async within<T>(
    actor: EndName | ActorName,
    doing: string,
    wait: Promise<T>,
    deadlineMs = this.options.deadlineMs,
  ): Promise<T> {
    const timer = new AbortController();
    const late = sleep(deadlineMs, undefined, { signal: timer.signal }).then(async () => {
      const missed = `${actor} did not ${doing} within ${deadlineMs / 1000} s`;
      const silent = await this.actors.silent(PING_PATIENCE_MS);
      // The one that waits is not the one to blame.
      const blame = silent === undefined || silent === actor ? "" : `${silent} hangs or was stopped: `;
      throw new HarnessError("deadline", `${blame}${missed}`);
    });
    late.catch(() => undefined);
    try {
      return await this.during(`${actor} to ${doing}`, Promise.race([wait, late]));
    } finally {
      timer.abort();
    }
  }

  /** Waits for something that need not come, but not longer than the deadline, nor after the run has failed. */
  async untilDeadline(wait: Promise<void>): Promise<void> {
    const timer = new AbortController();
    const late = sleep(this.options.deadlineMs, undefined, { signal: timer.signal });
    late.catch(() => undefined);
    try {
      await this.orFailure(Promise.race([wait, late]));
    } finally {
      timer.abort();
    }
  }

  /** As `orFailure`, with words for what the run waits for, which a failure then names. */
  async during<T>(step: string, wait: Promise<T>): Promise<T> {
    this.#waits.add(step);
    try {
      return await this.orFailure(wait);
    } finally {
      this.#waits.delete(step);
    }
  }

  /** Waits for something that has a deadline of its own, but not after the run has failed. */
  orFailure<T>(wait: Promise<T>): Promise<T> {
    return Promise.race([wait, this.#failure]);
  }

  /** Ends every process that the run started. None is left when this resolves. */
  async clear(): Promise<void> {
    this.options.signal.removeEventListener("abort", this.#interrupt);
    this.instruments.stop();
    const withBrowser = PEERS.some((peer) => this.stacks[peer] !== "werift");
    await this.actors.end(withBrowser ? BROWSER_EXIT_GRACE_MS : EXIT_GRACE_MS);
  }

  /** The step tells how far the run had come. */
  #failDuringStep({ code, message }: HarnessError): void {
    const [step = "the next step"] = this.#waits;
    this.#fail(new HarnessError(code, `${message}, while the run waited for ${step}`));
  }

  #attach({ owner, port: privatePort, address: privateAddress }: FactOf<"socket-opened">): void {
    this.actors
      .order("network", {
        order: "attach",
        owner,
        privatePort,
        ...(privateAddress !== undefined && { privateAddress }),
      })
      .catch((error) => this.#fail(error));
  }
}

/** Does the same with both peers at once. */
export async function each<T>(act: (peer: PeerName) => Promise<T>): Promise<Record<PeerName, T>> {
  const [alice, bob] = await Promise.all([act("alice"), act("bob")]);
  return { alice, bob };
}
