import { exitCodeOfSignal } from "./exitCode.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The user's wish to stop, by whichever signal it comes. */
export interface Interruption {
  /** Aborted when it comes. */
  readonly signal: AbortSignal;
  /** Undefined as long as nobody wants to stop. */
  exitCode(): number | undefined;
}

/** From now on a signal does not end this process: the run is to be ended in order, and its actors with it. */
export function onInterruption(): Interruption {
  const controller = new AbortController();
  let exitCode: number | undefined;
  for (const name of SIGNALS) {
    process.on(name, () => {
      exitCode ??= exitCodeOfSignal(name);
      controller.abort();
    });
  }
  return { signal: controller.signal, exitCode: () => exitCode };
}
