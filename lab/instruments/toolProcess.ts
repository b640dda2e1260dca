import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants, setPriority } from "node:os";
import { basename } from "node:path";

/**
 * A program that reads its input from a pipe, started ahead of time. Wireshark's programs refuse Node's own kind of
 * pipe (a socket), so `cat` goes in between. Its error output is discarded.
 */
export class ToolProcess {
  #child: ChildProcess;
  #name: string;
  #output: string[] = [];
  #onText: (text: string) => void = (text) => this.#output.push(text);
  #closed: Promise<unknown>;

  constructor(path: string, words: readonly string[], environment: Readonly<Record<string, string>>) {
    this.#name = basename(path);
    // A process group of its own: one signal ends all three programs.
    this.#child = spawn("/bin/sh", ["-c", 'cat | "$0" "$@"', path, ...words], {
      stdio: ["pipe", "pipe", "ignore"],
      detached: true,
      env: { PATH: process.env.PATH, LC_ALL: "C", ...environment },
    });
    this.#closed = once(this.#child, "close");
    this.#closed.catch(() => undefined);
    this.#child.stdin?.on("error", () => undefined);
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => this.#onText(text));
    // The run comes first: the instrument must not slow down what it measures.
    if (this.#child.pid !== undefined) setPriority(this.#child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  }

  /** Gives the input, hands out the output as it comes, and resolves when the program has ended well. @throws Error */
  async run(input: Uint8Array, onText: (text: string) => void, deadlineMs: number): Promise<void> {
    for (const text of this.#output) onText(text);
    this.#onText = onText;
    let late = false;
    const deadline = setTimeout(() => {
      late = true;
      this.kill();
    }, deadlineMs);
    this.#child.stdin?.end(input);
    try {
      await this.#closed;
    } catch {
      throw new Error(`${this.#name} could not be started`);
    } finally {
      clearTimeout(deadline);
    }
    if (late) throw new Error(`${this.#name} did not finish within ${deadlineMs / 1000} s`);
    if (this.#child.exitCode !== 0)
      throw new Error(`${this.#name} failed (exit code ${this.#child.exitCode})`);
  }

  kill(): void {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It ended by itself in the meantime.
    }
  }
}
