import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import type { Fact } from "../../src/trace/events.ts";
import { mayReport } from "../../src/trace/reporters.ts";
import { HarnessError, type HarnessErrorCode } from "../run/harnessError.ts";
import type { OrderResult } from "./actor.ts";
import {
  type ActorMessage,
  type AppOrder,
  actorMessageSchema,
  type NetworkOrder,
  type PeerOrder,
  type Role,
  type ServerOrder,
} from "./protocol.ts";

export interface Orders {
  readonly alice: PeerOrder | AppOrder;
  readonly bob: PeerOrder | AppOrder;
  readonly server: ServerOrder;
  readonly network: NetworkOrder;
}

const PROGRAMS = {
  alice: "peer/peer",
  bob: "peer/peer",
  server: "server/server",
  network: "network/network",
} as const;

export interface ActorPoolListener {
  fact(actor: Role, fact: Fact, atNs: bigint): void;
  /** An actor ended, hung or broke the protocol. Comes at most once, and not after `end`. */
  failed(error: HarnessError): void;
}

interface Ready {
  readonly url?: string | undefined;
}

interface Member {
  readonly process: ChildProcess;
  readonly ready: Promise<Ready>;
  readonly replies: Map<
    number,
    { done(result: OrderResult): void; refused(because: string, stack?: string): void }
  >;
  readonly pongs: Map<number, () => void>;
  /** It can answer. */
  isReady: boolean;
}

/** A keyboard's Ctrl-C reaches the actors too, and one that has just started dies of it: the conductor hears it as well. */
const OWN_SIGNAL_MS = 150;

/** The actors of one run: started together, ordered one by one, ended together. */
export class ActorPool {
  #members = new Map<Role, Member>();
  #lastOrder = 0;
  #ended = false;
  #listener: ActorPoolListener;
  #programs: URL;

  /** @param programs the folder that holds the actors' built programs */
  constructor(programs: URL, listener: ActorPoolListener) {
    this.#programs = programs;
    this.#listener = listener;
  }

  /**
   * Starts one actor in a process of its own and returns its process id.
   * @param marker hexadecimal; the actor keeps it in memory, where the conductor's search must find it
   * @param words more of the actor's command line
   * @param program left out: the role's own
   * @throws HarnessError when the process cannot be started
   */
  start(role: Role, marker: string, words: readonly string[] = [], program: string = PROGRAMS[role]): number {
    const child = fork(new URL(`${program}.js`, this.#programs), [role, marker, ...words], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let errorOutput = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      errorOutput = (errorOutput + text).slice(-MOST_ERROR_OUTPUT);
    });
    const replies: Member["replies"] = new Map();
    const pongs: Member["pongs"] = new Map();
    const ready = new Promise<Ready>((resolve) => {
      child.on("message", (message) => {
        const parsed = v.safeParse(actorMessageSchema, message);
        if (parsed.success) this.#receive(role, parsed.output, { replies, pongs }, resolve);
        else
          this.#fail("actor-broke-protocol", role, `sent a malformed message: ${parsed.issues[0].message}`);
      });
    });
    child.on("error", (error) => this.#fail("actor-died", role, `could not be started: ${error.message}`));
    child.on("exit", (code, signal) => {
      const reason = lastErrorLine(errorOutput);
      const what = `ended early (${signal ?? `exit code ${code}`})${reason && `: ${reason}`}`;
      const detail = errorOutput === "" ? undefined : errorOutput;
      const fail = () => this.#fail("actor-died", role, what, detail);
      if (signal === "SIGINT") setTimeout(fail, OWN_SIGNAL_MS);
      else fail();
    });
    this.#members.set(role, { process: child, ready, replies, pongs, isReady: false });
    if (child.pid === undefined) throw new HarnessError("actor-died", `${role} could not be started`);
    return child.pid;
  }

  /** Resolves when the actor can take orders. */
  ready(role: Role): Promise<Ready> {
    return this.#member(role).ready;
  }

  /** Gives an order and resolves with its result. @throws HarnessError when the actor refuses it. */
  async order<R extends Role>(role: R, order: Orders[R]): Promise<OrderResult> {
    const { process, replies } = this.#member(role);
    this.#lastOrder += 1;
    const id = this.#lastOrder;
    const reply = new Promise<OrderResult>((resolve, reject) => {
      replies.set(id, {
        done: resolve,
        refused: (because, stack) =>
          reject(
            new HarnessError(
              "actor-refused",
              `${role} refused the order "${order.order}": ${because}`,
              stack,
            ),
          ),
      });
    });
    // An actor that cannot be reached is useless. Its exit event says how it ended.
    process.send({ id, order }, (error) => error && process.kill("SIGKILL"));
    try {
      return await reply;
    } finally {
      replies.delete(id);
    }
  }

  /** The first actor that does not answer at once, although it has started: it hangs, or was stopped. */
  async silent(patienceMs: number): Promise<Role | undefined> {
    this.#lastOrder += 1;
    const ping = this.#lastOrder;
    const started = [...this.#members].filter(([, { isReady }]) => isReady);
    const answers = started.map(async ([role, { process, pongs }]) => {
      const timer = new AbortController();
      const pong = new Promise<undefined>((resolve) => pongs.set(ping, () => resolve(undefined)));
      process.send({ ping }, () => undefined);
      const late = sleep(patienceMs, role, { signal: timer.signal });
      late.catch(() => undefined);
      return Promise.race([pong, late]).finally(() => {
        timer.abort();
        pongs.delete(ping);
      });
    });
    return (await Promise.all(answers)).find((role) => role !== undefined);
  }

  /** Ends every actor and resolves when none is left. An actor that is still running after `graceMs` is killed. */
  async end(graceMs: number): Promise<void> {
    this.#ended = true;
    await Promise.all([...this.#members.values()].map(({ process }) => endProcess(process, graceMs)));
  }

  #member(role: Role): Member {
    const member = this.#members.get(role);
    if (!member) throw new HarnessError("actor-died", `${role} was never started`);
    return member;
  }

  #receive(
    role: Role,
    message: ActorMessage,
    { replies, pongs }: Pick<Member, "replies" | "pongs">,
    resolveReady: (ready: Ready) => void,
  ): void {
    switch (message.message) {
      case "pong":
        pongs.get(message.ping)?.();
        break;
      case "ready":
        this.#member(role).isReady = true;
        resolveReady(message.url === undefined ? {} : { url: message.url });
        break;
      case "fact":
        if (mayReport(role, message.fact.kind)) this.#listener.fact(role, message.fact, BigInt(message.atNs));
        else this.#fail("actor-broke-protocol", role, `may not report ${message.fact.kind}`);
        break;
      case "done": {
        const { id, value, ports } = message;
        replies.get(id)?.done({ ...(value !== undefined && { value }), ...(ports && { ports }) });
        break;
      }
      case "refused":
        replies.get(message.id)?.refused(message.because, message.stack);
        break;
      case "failed":
        this.#fail("actor-failed", role, `cannot go on: ${message.because}`, message.stack);
        break;
    }
  }

  #fail(code: HarnessErrorCode, role: Role, what: string, detail?: string): void {
    if (!this.#ended) this.#listener.failed(new HarnessError(code, `${role} ${what}`, detail));
  }
}

/** In characters: enough for an error with its stack. */
const MOST_ERROR_OUTPUT = 8000;

/** What Node.js prints of an uncaught error: its name and message. */
function lastErrorLine(errorOutput: string): string {
  const lines = errorOutput.split("\n").filter((line) => line.includes("Error"));
  return lines.at(-1)?.trim() ?? "";
}

async function endProcess(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  const kill = setTimeout(() => child.kill("SIGKILL"), graceMs);
  if (child.connected) child.disconnect();
  await exit;
  clearTimeout(kill);
}
