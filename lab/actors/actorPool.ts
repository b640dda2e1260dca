import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import * as v from "valibot";
import type { Fact } from "../../src/trace/events.ts";
import type { ActorName } from "../../src/trace/parties.ts";
import { HarnessError } from "../run/harnessError.ts";
import type { Outcome } from "./actor.ts";
import { type NetworkOrder, type PeerOrder, reportSchema, type ServerOrder } from "./protocol.ts";

export type Role = Exclude<ActorName, "conductor">;

export interface Orders {
  readonly alice: PeerOrder;
  readonly bob: PeerOrder;
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

interface Member {
  readonly process: ChildProcess;
  readonly ready: Promise<{ url?: string | undefined }>;
  readonly replies: Map<number, { done(outcome: Outcome): void; refused(message: string): void }>;
}

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
   */
  start(role: Role, marker: string): number {
    const child = fork(new URL(`${PROGRAMS[role]}.js`, this.#programs), [role, marker], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let complaint = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      complaint = (complaint + text).slice(-2000);
    });
    const replies: Member["replies"] = new Map();
    const ready = new Promise<{ url?: string | undefined }>((resolve) => {
      child.on("message", (message) => {
        const parsed = v.safeParse(reportSchema, message);
        if (!parsed.success)
          return this.#fail(
            "actor-broke-protocol",
            role,
            `sent a malformed report: ${parsed.issues[0].message}`,
          );
        const report = parsed.output;
        switch (report.report) {
          case "ready":
            return resolve(report.url === undefined ? {} : { url: report.url });
          case "fact":
            return this.#listener.fact(role, report.fact, BigInt(report.atNs));
          case "done": {
            const { value, ports } = report;
            return replies
              .get(report.id)
              ?.done({ ...(value !== undefined && { value }), ...(ports && { ports }) });
          }
          case "refused":
            return replies.get(report.id)?.refused(report.message);
        }
      });
    });
    child.on("error", (error) => this.#fail("actor-died", role, `could not be started: ${error.message}`));
    child.on("exit", (code, signal) => {
      const lastWords =
        complaint
          .trim()
          .split("\n")
          .findLast((line) => line.includes("Error")) ?? "";
      this.#fail(
        "actor-died",
        role,
        `ended early (${signal ?? `exit code ${code}`})${lastWords && `: ${lastWords.trim()}`}`,
      );
    });
    this.#members.set(role, { process: child, ready, replies });
    if (child.pid === undefined) throw new HarnessError("actor-died", `${role} could not be started`);
    return child.pid;
  }

  /** Resolves when the actor can take orders. */
  ready(role: Role): Promise<{ url?: string | undefined }> {
    return this.#member(role).ready;
  }

  /** Gives an order and resolves with its outcome. @throws HarnessError when the actor refuses it. */
  async order<R extends Role>(role: R, order: Orders[R]): Promise<Outcome> {
    const { process, replies } = this.#member(role);
    this.#lastOrder += 1;
    const id = this.#lastOrder;
    const reply = new Promise<Outcome>((resolve, reject) => {
      replies.set(id, {
        done: resolve,
        refused: (why) =>
          reject(new HarnessError("actor-refused", `${role} refused the order "${order.order}": ${why}`)),
      });
    });
    // An actor that cannot be reached is of no use any more. How it ended, its exit tells.
    process.send({ id, order }, (error) => error && process.kill("SIGKILL"));
    try {
      return await reply;
    } finally {
      replies.delete(id);
    }
  }

  /** Ends every actor and resolves when none is left. An actor that does not go within `graceMs` is killed. */
  async end(graceMs: number): Promise<void> {
    this.#ended = true;
    await Promise.all([...this.#members.values()].map(({ process }) => endProcess(process, graceMs)));
  }

  #member(role: Role): Member {
    const member = this.#members.get(role);
    if (!member) throw new HarnessError("actor-died", `${role} was never started`);
    return member;
  }

  #fail(code: "actor-died" | "actor-broke-protocol", role: Role, what: string): void {
    if (!this.#ended) this.#listener.failed(new HarnessError(code, `${role} ${what}`));
  }
}

async function endProcess(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  const kill = setTimeout(() => child.kill("SIGKILL"), graceMs);
  if (child.connected) child.disconnect();
  await exit;
  clearTimeout(kill);
}
