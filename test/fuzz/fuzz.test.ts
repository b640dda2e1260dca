import { pbkdf2Sync } from "node:crypto";
import { expect } from "chai";
import { FuzzFinding, fuzz, type Limits, type Target } from "./fuzz.ts";
import { TARGETS } from "./targets.ts";

/** A quick number here; `npm run fuzz` asks for many. */
const CASES = 300;
/** Another seed every time: a failure prints its input, so it can be repeated without the seed. */
const SEED = Date.now() & 0x7fffffff;

describe("parsers under random and mutated input", () => {
  for (const target of TARGETS) {
    it(`${target.name}: no crash, no hang, no unbounded memory`, () => {
      for (const seed of target.seeds) target.parse(seed);
      const { accepted, refused } = fuzz(target, { cases: CASES, seed: SEED });
      expect(accepted + refused).to.equal(CASES);
      // Only what gets past the first check is a trial of the rest.
      expect(accepted, "inputs accepted").to.be.above(CASES / 100);
    });
  }
});

/** Each of these parsers has the fault that the harness must find. */
describe("the fuzzing itself", () => {
  const limits: Limits = { hangMs: 10_000, slowMs: 20, memoryBytes: 8 << 20, leakBytes: 4 << 20 };
  const kept: unknown[] = [];
  const faulty: Record<FuzzFinding["kind"], Target["parse"]> = {
    crash: (input) => input[0] === 0xff && Reflect.get(Object(undefined), "a").length,
    hang: (input) => {
      for (let at = 0; at < input.length; at += input[at] ?? 1) if (input[at] === undefined) break;
    },
    // Processor time outside JavaScript's memory, or the finding could be the memory first.
    slow: (input) => input[0] === 0xff && pbkdf2Sync("", "", 200_000, 32, "sha256"),
    memory: (input) => new Uint8Array(((input[0] ?? 0) << 24) >>> 4),
    leak: (input) => kept.push(new Uint8Array(20_000 + input.length)),
  };

  for (const kind of ["crash", "hang", "slow", "memory", "leak"] as const) {
    it(`finds a ${kind}, and gives the input that shows it`, () => {
      const target = { name: "faulty", seeds: [Buffer.of(1, 2, 3, 4)], refusals: [], parse: faulty[kind] };
      const finding = findingOf(() =>
        fuzz(target, { cases: 5000, seed: 1, limits: kind === "hang" ? { ...limits, hangMs: 500 } : limits }),
      );
      expect(finding?.kind).to.equal(kind);
      expect(finding?.input).to.be.instanceOf(Uint8Array);
    });
  }

  it("lets a parser refuse by its own error, and by no other", () => {
    class Refusal extends Error {}
    const parse = (input: Uint8Array) => {
      if (input[0] === 1) throw new Refusal("no");
    };
    const target = { name: "refusing", seeds: [Buffer.of(1, 2, 3, 4)], refusals: [Refusal], parse };
    const { accepted, refused } = fuzz(target, { cases: 500, seed: 1 });
    expect(accepted).to.be.above(20);
    expect(refused).to.be.above(20);
    expect(findingOf(() => fuzz({ ...target, refusals: [] }, { cases: 500, seed: 1 }))?.kind).to.equal(
      "crash",
    );
  });
});

function findingOf(run: () => unknown): FuzzFinding | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof FuzzFinding) return error;
    throw error;
  }
  return undefined;
}
