import { expect } from "chai";
import { fuzz } from "../fuzz/fuzz.ts";
import { DTLS13_TARGETS } from "./fuzzTargets.ts";

describe("DTLS 1.3 under random and mutated input", () => {
  const cases = 300;
  const seed = Date.now() & 0x7fffffff;
  for (const target of DTLS13_TARGETS) {
    it(`${target.name}: no crash, no hang, no unbounded memory`, () => {
      for (const each of target.seeds) target.parse(each);
      const { accepted, refused } = fuzz(target, { cases, seed });
      expect(accepted + refused).to.equal(cases);
      expect(accepted, "inputs accepted").to.be.above(cases / 100);
    });
  }
});
