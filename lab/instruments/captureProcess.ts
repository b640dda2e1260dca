import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { PacketBlock } from "../../src/capture/packet.ts";
import type { CaptureProgram } from "./captureProgram.ts";
import { findProgram } from "./findProgram.ts";

const READY_DEADLINE_MS = 3000;
const END_DEADLINE_MS = 2000;

/**
 * Becomes the program, and leaves a guard behind that ends it as soon as standard input is closed: by us, or by the
 * kernel when the conductor was killed. By itself such a program would run until the next packet.
 */
const GUARDED = 'exec 3<&0; { read -r _ <&3; kill -TERM $$; } >/dev/null 2>&1 & exec "$0" "$@" 3<&-';

/** One running capture program. Its packets collect here; nothing of them is written to a file. */
export class CaptureProcess {
  readonly program: string;
  readonly packets: PacketBlock[] = [];
  #child: ChildProcess;
  #errorOutput = "";
  #settings: CaptureProgram;
  #fault: Error | undefined;
  #watch: (packets: readonly PacketBlock[]) => unknown = () => undefined;

  /**
   * Resolves with the process once it sees every packet, or with the reason why it never will.
   * @param signal kills it at any time
   */
  static async start(settings: CaptureProgram, signal: AbortSignal): Promise<CaptureProcess | string> {
    const path = findProgram(settings.name);
    if (path === undefined) return "not installed";
    if (signal.aborted) return "no longer wanted";
    const started = new CaptureProcess(settings, path, signal);
    const reason = await started.#ready();
    if (reason === undefined) return started;
    started.kill();
    return reason;
  }

  private constructor(settings: CaptureProgram, path: string, signal: AbortSignal) {
    this.program = settings.name;
    this.#settings = settings;
    const child = spawn("/bin/sh", ["-c", GUARDED, path, ...settings.arguments], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: "C" },
      signal,
      killSignal: "SIGKILL",
    });
    this.#child = child;
    child.on("error", () => undefined);
    child.stdin.on("error", () => undefined);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#errorOutput += text;
    });
    const read = settings.reader();
    child.stdout.on("data", (chunk: Buffer) => {
      try {
        const packets = read(chunk);
        this.packets.push(...packets);
        this.#watch(packets);
      } catch (error) {
        this.#fault ??= error instanceof Error ? error : new Error(String(error));
      }
    });
  }

  /** Resolves when a packet comes that `matches`. Bound it with a deadline. @throws Error when the program ends before */
  when(matches: (packet: PacketBlock) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#watch = (packets) => packets.some(matches) && resolve();
      const early = () => reject(new Error(`${this.program} ended before the run did`));
      if (this.#isRunning()) this.#child.once("close", early);
      else early();
    });
  }

  /** Lets the program end in order. Returns the packets that it says it lost. @throws Error when it does not end well */
  async end(): Promise<number> {
    const deadline = setTimeout(() => this.kill(), END_DEADLINE_MS);
    try {
      const closed = once(this.#child, "close");
      this.#child.stdin?.end();
      if (this.#isRunning()) await closed;
    } finally {
      clearTimeout(deadline);
    }
    if (this.#fault) throw new Error(`${this.program} wrote no usable capture: ${this.#fault.message}`);
    const [, dropped] = this.#settings.dropped.exec(this.#errorOutput) ?? [];
    if (dropped === undefined) throw new Error(`${this.program} did not end in order`);
    return Number(dropped);
  }

  kill(): void {
    this.#child.stdin?.destroy();
    if (this.#isRunning()) this.#child.kill("SIGKILL");
  }

  #isRunning(): boolean {
    const { pid, exitCode, signalCode } = this.#child;
    return pid !== undefined && exitCode === null && signalCode === null;
  }

  /** The program's own word that it is listening; it comes after the filter is in the kernel. */
  #ready(): Promise<string | undefined> {
    return new Promise((resolve) => {
      const settle = (reason: string | undefined) => {
        clearTimeout(late);
        resolve(reason);
      };
      const late = setTimeout(() => settle("it did not start to capture in time"), READY_DEADLINE_MS);
      this.#child.stderr?.on("data", () => this.#settings.ready.test(this.#errorOutput) && settle(undefined));
      this.#child.once("error", () => settle("it could not be started"));
      this.#child.once("close", () => settle(this.#whyNot()));
    });
  }

  /** One plain line: what such programs print can contain paths and a page of advice. */
  #whyNot(): string {
    return /permi|not allowed|privilege/i.test(this.#errorOutput)
      ? "no right to capture on loopback"
      : "it could not capture on loopback";
  }
}
