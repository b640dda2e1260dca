import { availableParallelism } from "node:os";

/** A run keeps four or five processes busy, most of the time waiting for each other: two cores carry one run. */
const CORES_PER_RUN = 2;

/**
 * Performs tasks side by side and returns their results in the order of the tasks.
 * Once `signal` is aborted no further task begins.
 */
export async function inParallel<T, R>(
  tasks: readonly T[],
  perform: (task: T) => Promise<R>,
  signal: AbortSignal,
  sideBySide: number,
): Promise<R[]> {
  const results = new Map<number, R>();
  const queue = [...tasks.entries()];
  const work = async () => {
    for (let next = queue.shift(); next && !signal.aborted; next = queue.shift()) {
      const [index, task] = next;
      results.set(index, await perform(task));
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, work));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

/** As many as the cores carry without slowing each other down. */
export function runsSideBySide(): number {
  return Math.max(1, Math.floor(availableParallelism() / CORES_PER_RUN));
}
