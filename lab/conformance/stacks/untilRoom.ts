const ENOUGH = 1 << 20;

/** Resolves when less than a mebibyte waits in the stack. Polled, because not every stack tells. */
export async function untilRoom(waiting: () => number): Promise<void> {
  while (waiting() > ENOUGH) await new Promise((resolve) => setTimeout(resolve, 2));
}
