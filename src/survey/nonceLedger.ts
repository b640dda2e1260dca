/** What a ledger finds for one record. "unjudged": the ledger is full, and the nonce was not seen before. */
export type NonceFinding = "new" | "retransmitted" | "reused" | "unjudged";

/** The nonces of one key (a direction and an epoch): by upper half and by page of the lower half. Starts empty. */
export type NoncePages = Map<number, Map<number, number>>;

/**
 * Remembers which nonces were used under many keys, in bounded memory however many records come: under 128 MiB.
 * Nonces that count up cost under five bytes each, scattered ones about 500. A record is remembered as 32 bits
 * of its authentication tag: two different records pass for a retransmission once in 2^32 pairs, or when somebody
 * who knows the key makes them so. `nonceReuse` compares whole records.
 */
export class NonceLedger {
  readonly #blocks: Uint32Array[] = [];
  #pages = 0;

  /** Enters one record: `high` and `low` are the halves of its 64-bit nonce, `mark` is 32 bits of its tag. */
  enter(pages: NoncePages, high: number, low: number, mark: number): NonceFinding {
    let under = pages.get(high);
    if (under === undefined) {
      if (this.#pages === MAX_PAGES) return "unjudged";
      under = new Map();
      pages.set(high, under);
    }
    let page = under.get(low >>> PAGE_BITS);
    if (page === undefined) {
      if (this.#pages === MAX_PAGES) return "unjudged";
      page = this.#pages++;
      under.set(low >>> PAGE_BITS, page);
      if (page % PAGES_PER_BLOCK === 0) this.#blocks.push(new Uint32Array(PAGES_PER_BLOCK << PAGE_BITS));
    }
    const block = this.#blocks[Math.floor(page / PAGES_PER_BLOCK)];
    if (block === undefined) throw new Error("a page without memory");
    const slot = ((page % PAGES_PER_BLOCK) << PAGE_BITS) + (low & PAGE_MASK);
    const content = mark >>> 0 || 1; // zero says that the nonce is free
    const seen = block[slot] ?? 0;
    if (seen === 0) block[slot] = content;
    return seen === 0 ? "new" : seen === content ? "retransmitted" : "reused";
  }
}

/** A page has room for 64 nonces in a row. */
const PAGE_BITS = 6;
const PAGE_MASK = (1 << PAGE_BITS) - 1;
/** Pages get their memory a quarter of a MiB at a time. */
const PAGES_PER_BLOCK = 1024;
/** 64 MiB of pages: room for 16 million nonces that count up. */
const MAX_PAGES = 1 << 18;
