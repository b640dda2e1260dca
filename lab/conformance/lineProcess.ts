import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import * as v from "valibot";
import { ConformanceError } from "./conformanceError.ts";
import { hearLines, tellLine } from "./jsonLines.ts";

export interface Command {
  readonly program: string;
  readonly words: readonly string[];
}

type Replied = { readonly event: "done" | "failed"; readonly id: number; readonly why?: string };
type Numbered<Order> = Order extends unknown ? Omit<Order, "id"> : never;

/**
 * A process that takes orders and tells events as JSON lines. Every wait has a deadline, and ends early when the
 * process does.
 */
export class LineProcess<Order extends { id: number }, Event extends { event: string }> {
  /** Called with each event that is no reply. */
  onEvent: (event: Event) => void = () => undefined;
  readonly name: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #replies = new Map<number, (reply: Replied) => void>();
  readonly #waits = new Set<() => void>();
  #seen: Event[] = [];
  #lastId = 0;
  #ended: ConformanceError | undefined;
  #errorOutput = "";

  constructor(name: string, { program, words }: Command, schema: v.GenericSchema<unknown, Event>) {
    this.name = name;
    this.#child = spawn(program, words, { stdio: "pipe" });
    const over = (why: string) => this.#end(new ConformanceError("ended", `${name} ended: ${why}`));
    this.#child.on("error", (error) => over(error.message));
    this.#child.on("close", (code, signal) =>
      over(lastWords(this.#errorOutput) || `exit ${code ?? signal ?? "unknown"}`),
    );
    this.#child.stdin.on("error", () => undefined); // "close" says it
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#errorOutput = (this.#errorOutput + text).slice(-4000);
    });
    hearLines(this.#child.stdout, (line) => {
      // Native libraries print what they like; what is meant for us has an "event".
      if (typeof line !== "object" || line === null || !("event" in line)) return;
      const parsed = v.safeParse(schema, line);
      if (parsed.success) this.#hear(parsed.output);
      else
        this.#end(
          new ConformanceError(
            "protocol",
            `${name} told something else: ${JSON.stringify(line).slice(0, 200)}`,
          ),
        );
    });
  }

  /** What it has told since `forget`, but for replies. */
  get seen(): readonly Event[] {
    return this.#seen;
  }

  get isRunning(): boolean {
    return this.#ended === undefined;
  }

  forget(): void {
    this.#seen = [];
  }

  /** @throws ConformanceError when it refuses, ends, or does not reply by the deadline. */
  async order(order: Numbered<Order> & { order: string }, deadlineMs: number): Promise<void> {
    this.#lastId += 1;
    const id = this.#lastId;
    let reply: Replied | undefined;
    this.#replies.set(id, (given) => {
      reply = given;
    });
    tellLine(this.#child.stdin, { ...order, id });
    try {
      await this.until(() => reply, `a reply to "${order.order}"`, deadlineMs);
    } finally {
      this.#replies.delete(id);
    }
    if (reply?.event === "failed")
      throw new ConformanceError("refused", `${this.name} cannot do "${order.order}": ${reply.why ?? ""}`);
  }

  /**
   * Resolves with what `find` finds, which is asked after each event. What it throws ends the wait.
   * @throws ConformanceError "deadline", with what was waited for, or as soon as the process ends.
   */
  until<T>(find: (seen: readonly Event[]) => T | undefined, what: string, deadlineMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        let found: T | undefined;
        try {
          found = find(this.#seen);
        } catch (error) {
          stop();
          reject(error);
          return;
        }
        if (found === undefined && this.#ended === undefined) return;
        stop();
        if (found !== undefined) resolve(found);
        else reject(this.#ended);
      };
      const late = setTimeout(() => {
        stop();
        reject(new ConformanceError("deadline", `${this.name}: no ${what} within ${deadlineMs / 1000} s`));
      }, deadlineMs);
      const stop = () => {
        clearTimeout(late);
        this.#waits.delete(look);
      };
      this.#waits.add(look);
      look();
    });
  }

  /** In order if it can: a browser's profile goes with it. Never fails. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once("exit", resolve));
    const timers = [
      setTimeout(() => this.#child.kill("SIGTERM"), 4000),
      setTimeout(() => this.#child.kill("SIGKILL"), 8000),
    ];
    this.#child.stdin.end();
    await gone;
    for (const timer of timers) clearTimeout(timer);
  }

  #hear(event: Event): void {
    if (isReply(event)) this.#replies.get(event.id)?.(event);
    else {
      this.#seen.push(event);
      this.onEvent(event);
    }
    for (const look of [...this.#waits]) look();
  }

  #end(why: ConformanceError): void {
    this.#ended ??= why;
    for (const look of [...this.#waits]) look();
  }
}

function isReply(event: object): event is Replied {
  return "event" in event && (event.event === "done" || event.event === "failed");
}

/** The line that names the error, if one does. */
function lastWords(text: string): string {
  const lines = text.trim().split("\n");
  return (lines.findLast((line) => /^\s*(\w*Error|panic|fatal)\b/.test(line)) ?? lines.at(-1) ?? "").trim();
}
