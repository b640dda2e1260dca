import { expect } from "chai";
import * as fc from "fast-check";
import { NonceLedger, type NoncePages } from "../../src/survey/nonceLedger.ts";

const half = fc.oneof(fc.nat(200), fc.integer({ min: 2 ** 32 - 200, max: 2 ** 32 - 1 }));

describe("ledger of nonces", () => {
  it("says of every record what a plain list of all nonces says", () => {
    const entry = fc.record({ key: fc.nat(1), high: half, low: half, mark: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 300, size: "max" }), (entries) => {
        const ledger = new NonceLedger();
        const pages: NoncePages[] = [new Map(), new Map()];
        const list = new Map<string, number>();
        for (const { key, high, low, mark } of entries) {
          const name = `${key} ${high} ${low}`;
          const first = list.get(name);
          const expected = first === undefined ? "new" : first === mark ? "retransmitted" : "reused";
          if (first === undefined) list.set(name, mark);
          expect(ledger.enter(pages[key] ?? new Map(), high, low, mark)).to.equal(expected);
        }
      }),
    );
  });

  it("remembers a nonce whose tag ends in zeros", () => {
    const pages: NoncePages = new Map();
    const ledger = new NonceLedger();
    expect(ledger.enter(pages, 0, 7, 0)).to.equal("new");
    expect(ledger.enter(pages, 0, 7, 0)).to.equal("retransmitted");
  });

  it("says that it cannot judge once it is full, and still knows the nonces that it holds", () => {
    const ledger = new NonceLedger();
    const pages: NoncePages = new Map();
    let entered = 0;
    // One page each: the worst case.
    while (ledger.enter(pages, 0, entered * 64, 1) === "new") entered += 1;
    expect(entered).to.equal(1 << 18);
    expect(ledger.enter(pages, 1, 0, 1)).to.equal("unjudged");
    expect(ledger.enter(pages, 0, 64, 2)).to.equal("reused");
  });
});
