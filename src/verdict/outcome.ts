import type { Evidence } from "../contract/evidence.ts";
import type { Outcome } from "../contract/outcome.ts";
import { isAttacked } from "../run/calls.ts";
import type { Run } from "../run/run.ts";

/** From the evidence of a run alone; whether it was expected is another question. */
export function outcomeOf({ calls }: Run, { disclosed }: Evidence): Outcome {
  if (disclosed.value === "unknown") return "unknown";
  return isAttacked(calls) ? "read" : "nothing-attacked";
}
