import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** How a command of the lab ended, and all that it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const CLI = "dist/lab/cli/main.js";

/** The lab's command line in a process of its own, as a user starts it. */
export class Conductor {
  readonly pid: number;
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  #stdout = "";
  #stderr = "";
  #wrote: () => void = () => undefined;

  /**
   * @param options `detached`: in a process group of its own, which a signal can reach as a whole; `environment`: more
   * than this process's own
   */
  constructor(
    words: readonly string[],
    { detached = false, environment = {} }: { detached?: boolean; environment?: NodeJS.ProcessEnv } = {},
  ) {
    this.process = spawn(process.execPath, [CLI, ...words], {
      stdio: ["ignore", "pipe", "pipe"],
      detached,
      // What a continuous integration asks of colours must not change what a pipe gets here.
      env: { ...process.env, FORCE_COLOR: undefined, ...environment },
    });
    if (this.process.pid === undefined) throw new Error("the command line cannot be started");
    this.pid = this.process.pid;
    this.process.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
      this.#wrote();
    });
    this.process.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    this.ended = once(this.process, "close").then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  /** Resolves with the first match as soon as the command has written it. Rejects when it ends without. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const over = this.ended.then(({ stderr }) => {
      const match = pattern.exec(this.#stdout);
      if (match) return match;
      throw new Error(`the command ended without having said ${pattern}: ${this.#stdout}${stderr}`);
    });
    const said = new Promise<RegExpExecArray>((resolve) => {
      const look = () => {
        const match = pattern.exec(this.#stdout);
        if (match) resolve(match);
      };
      this.#wrote = look;
      look();
    });
    return Promise.race([said, over]);
  }

  /** The process ids of the actors that have been announced so far, by their names in the story. */
  actors(): Map<string, number> {
    const announced = this.#stdout.matchAll(/^.*ms {2}(.+) starts, in process (\d+)\.$/gm);
    return new Map([...announced].map(([, name = "", pid]) => [name, Number(pid)]));
  }
}

/** Runs one command of the lab to its end. */
export function lab(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Conductor(words, { environment }).ended;
}
