import { type CertificateTemplate, certificateVariants } from "./certificateVariants.ts";

/** One leg of the interceptor: its certificate, and the code that the peer it faces would see with a variant of it. */
export interface GrindLeg {
  readonly template: CertificateTemplate;
  code(digestHex: string): number | string;
}

/** A search for two certificates whose codes agree. */
export interface PairGrind {
  readonly aliceLeg: GrindLeg;
  readonly bobLeg: GrindLeg;
  readonly maximumTriesPerLeg: number;
}

/** What came of it. `triesPerLeg` variants of each leg were hashed. */
export type PairGrindResult =
  | {
      readonly kind: "found";
      readonly triesPerLeg: number;
      readonly aliceLeg: Uint8Array;
      readonly bobLeg: Uint8Array;
      readonly code: number | string;
    }
  | { readonly kind: "exhausted"; readonly triesPerLeg: number };

/**
 * The interceptor's search with both legs free: code(alice, alice-leg) must equal code(bob-leg, bob). Two lists grow
 * side by side, and any code of one may meet any of the other, so about 2^(n/2) variants of each leg are enough. It needs
 * both genuine certificates before it has shown a leg's to anyone. Keeps every code in memory.
 * Throws ComparisonError BAD_RANGE.
 */
export function grindPair({ aliceLeg, bobLeg, maximumTriesPerLeg }: PairGrind): PairGrindResult {
  const alice = certificateVariants(aliceLeg.template);
  const bob = certificateVariants(bobLeg.template);
  const end = Math.min(maximumTriesPerLeg, alice.count, bob.count);
  const aliceCodes = new Map<number | string, number>();
  const bobCodes = new Map<number | string, number>();
  for (let number = 0; number < end; number += 1) {
    const aliceCode = aliceLeg.code(alice.digest(number));
    aliceCodes.set(aliceCode, number);
    const bobCode = bobLeg.code(bob.digest(number));
    bobCodes.set(bobCode, number);
    for (const code of [aliceCode, bobCode]) {
      const aliceNumber = aliceCodes.get(code);
      const bobNumber = bobCodes.get(code);
      if (aliceNumber === undefined || bobNumber === undefined) continue;
      return {
        kind: "found",
        triesPerLeg: number + 1,
        aliceLeg: alice.certificate(aliceNumber),
        bobLeg: bob.certificate(bobNumber),
        code,
      };
    }
  }
  return { kind: "exhausted", triesPerLeg: Math.max(end, 0) };
}
