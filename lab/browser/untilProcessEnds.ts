const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Calls `end` should this process end, by itself or by a signal, before the returned function was called. A signal
 * that nobody else listens to ends the process as it would have without us.
 */
export function untilProcessEnds(end: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    release();
    end();
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const release = (): void => {
    process.off("exit", end);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  process.on("exit", end);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return release;
}
