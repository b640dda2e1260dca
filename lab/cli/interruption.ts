import { readFileSync } from "node:fs";
import { EXIT, exitCodeOfSignal } from "./exitCode.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const PARENT_WATCH_MS = 250;

/** The user's wish to stop, by whichever signal it comes. */
export interface Interruption {
  /** Aborted when it comes. */
  readonly signal: AbortSignal;
  /** Undefined as long as nobody wants to stop. */
  exitCode(): number | undefined;
}

/**
 * From now on the first signal does not end this process: the run is to be ended in order, and its actors with it. The second
 * one does, at once. A run that npm started also ends when npm is gone: signals to npm alone reach a shell between the two,
 * which passes none on.
 */
export function onInterruption(): Interruption {
  const controller = new AbortController();
  let exitCode: number | undefined;
  for (const name of SIGNALS) {
    process.on(name, () => {
      exitCode ??= exitCodeOfSignal(name);
      // The actors end by themselves when this process is gone.
      if (controller.signal.aborted) process.exit(exitCode);
      controller.abort();
    });
  }
  if (process.env.npm_lifecycle_event !== undefined) {
    whenParentIsGone(() => {
      exitCode ??= EXIT.inconclusive;
      controller.abort();
    });
  }
  return { signal: controller.signal, exitCode: () => exitCode };
}

/** The shell, and npm above it. */
function whenParentIsGone(act: () => void): void {
  const { ppid } = process;
  const npm = parentOf(ppid);
  const timer = setInterval(() => {
    if (process.ppid === ppid && parentOf(ppid) === npm) return;
    clearInterval(timer);
    act();
  }, PARENT_WATCH_MS);
  timer.unref();
}

/** Linux says it; elsewhere only the death of the own parent is noticed. */
function parentOf(pid: number): string | undefined {
  try {
    // The program's name is in brackets and may itself hold brackets (proc(5)).
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1];
  } catch {
    return undefined;
  }
}
