import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { type TransferMessage, transferMessageSchema, type Usage } from "./transferProtocol.ts";

type Kind = TransferMessage["message"];

const DEADLINE_MS = 20_000;
/** For what takes as long as the bytes take: on a busy machine minutes. */
const TRANSFER_DEADLINE_MS = 240_000;

/** One process of the bench. Its messages are waited for one by one; signals go to `onSignal`. */
export class BenchProcess {
  onSignal: (signal: Extract<TransferMessage, { message: "signal" }>) => void = () => undefined;
  readonly #child: ChildProcess;
  readonly #program: string;
  #early: TransferMessage[] = [];
  #waiting: { matches(message: TransferMessage): boolean; done(message: TransferMessage): void }[] = [];

  constructor(program: string, words: readonly string[]) {
    this.#program = program;
    this.#child = fork(fileURLToPath(new URL(program, import.meta.url)), words, {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child.setMaxListeners(0); // one for each wait; there may be as many calls
    this.#child.on("message", (message) => this.#receive(v.parse(transferMessageSchema, message)));
  }

  send(order: object): void {
    this.#child.send(order);
  }

  /** @throws Error when nothing of that kind comes within the deadline, or the process ends. */
  next<K extends Kind>(kind: K, call?: number): Promise<TransferMessage & { message: K }> {
    const matches = (message: TransferMessage): message is TransferMessage & { message: K } =>
      message.message === kind && (call === undefined || ("call" in message && message.call === call));
    const index = this.#early.findIndex(matches);
    const [found] = index < 0 ? [] : this.#early.splice(index, 1);
    if (found && matches(found)) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const deadlineMs = kind === "done" || kind === "sent" ? TRANSFER_DEADLINE_MS : DEADLINE_MS;
      const late = setTimeout(() => reject(new Error(`${this.#program}: no "${kind}"`)), deadlineMs);
      const ended = () => reject(new Error(`${this.#program} ended before "${kind}"`));
      this.#child.once("exit", ended);
      this.#waiting.push({
        matches,
        done: (message) => {
          clearTimeout(late);
          this.#child.off("exit", ended);
          if (matches(message)) resolve(message);
        },
      });
    });
  }

  usage(): Promise<Usage> {
    this.send({ order: "usage" });
    return this.next("usage");
  }

  end(): void {
    this.#child.kill("SIGKILL");
  }

  #receive(message: TransferMessage): void {
    if (message.message === "signal") {
      this.onSignal(message);
      return;
    }
    const index = this.#waiting.findIndex(({ matches }) => matches(message));
    if (index < 0) this.#early.push(message);
    else for (const { done } of this.#waiting.splice(index, 1)) done(message);
  }
}
