import type { Case } from "../case.ts";
import type { Claim, Evidence } from "../contract.ts";

export function holdClaims(_run: Case, _evidence: Evidence): Claim[] {
  return [];
}
