import { readFileSync } from "node:fs";
import { EXIT } from "./exitCode.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const PARENT_WATCH_MS = 250;

/**
 * Takes over the signals that end a program: the first one ends the run in order, the second one this process at once. A run
 * that npm started also ends when npm is gone: signals to npm alone reach a shell between the two, which passes none on.
 */
export function interruption(): AbortSignal {
  const interrupted = new AbortController();
  for (const name of SIGNALS) {
    process.on(name, () => {
      // Its actors end by themselves when it is gone.
      if (interrupted.signal.aborted) process.exit(EXIT.inconclusive);
      interrupted.abort();
    });
  }
  if (process.env.npm_lifecycle_event !== undefined) whenParentIsGone(() => interrupted.abort());
  return interrupted.signal;
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
