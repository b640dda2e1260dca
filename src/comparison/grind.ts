import { type CertificateTemplate, certificateVariants } from "./certificateVariants.ts";

/** A search for one certificate. `accept` gets the SHA-256 of each variant as lower-case hex. */
export interface Grind {
  readonly template: CertificateTemplate;
  readonly maxTries: number;
  accept(digestHex: string): boolean;
}

/** What came of it. `tries` is how many variants were hashed. */
export type GrindResult =
  | {
      readonly kind: "found";
      readonly tries: number;
      readonly certificate: Uint8Array;
      readonly digestHex: string;
    }
  | { readonly kind: "exhausted"; readonly tries: number };

/**
 * The interceptor's search with a fixed target: the code that one peer will see is settled, and a certificate for the
 * other leg must give the same. About 2^n tries for n bits. Runs until found, without a break: give it its own thread.
 * @throws ComparisonError `bad-range`.
 */
export function grind({ template, maxTries, accept }: Grind): GrindResult {
  const variants = certificateVariants(template);
  const end = Math.min(maxTries, variants.count);
  for (let number = 0; number < end; number += 1) {
    const digestHex = variants.digest(number);
    if (accept(digestHex)) {
      return { kind: "found", tries: number + 1, certificate: variants.certificate(number), digestHex };
    }
  }
  return { kind: "exhausted", tries: Math.max(end, 0) };
}
