/** Tells how far it is, and how long the rest will take if it goes on so. */
export class Progress {
  readonly #total: number;
  readonly #write: (line: string) => void;
  readonly #now: () => number;
  readonly #start: number;
  #done = 0;

  constructor(total: number, write: (line: string) => void, now: () => number = () => performance.now()) {
    this.#total = total;
    this.#write = write;
    this.#now = now;
    this.#start = now();
  }

  done(what: string): void {
    this.#done += 1;
    const left = ((this.#now() - this.#start) / this.#done) * (this.#total - this.#done);
    const rest = this.#done === this.#total ? "" : ` (about ${inWords(left)} left)`;
    this.#write(`[${this.#done}/${this.#total}] ${what}${rest}`);
  }
}

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
