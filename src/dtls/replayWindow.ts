/** RFC 6347 §4.1.2.6 asks for at least 32 and advises 64. */
const WINDOW = 64;

/**
 * Which records of one epoch and direction were taken already (RFC 6347 §4.1.2.6). A record that is left of the window counts as
 * taken: nobody can tell. Ask before opening a record, and add it only once it is authentic: otherwise a forged number would
 * shut genuine records out.
 */
export class ReplayWindow {
  #highest = -1;
  #taken = new Set<number>();

  wasTaken(sequence: number): boolean {
    return sequence <= this.#highest - WINDOW || this.#taken.has(sequence);
  }

  add(sequence: number): void {
    this.#taken.add(sequence);
    if (sequence <= this.#highest) return;
    this.#highest = sequence;
    for (const old of this.#taken) if (old <= sequence - WINDOW) this.#taken.delete(old);
  }
}
