import type { Check } from "../../contract/check.ts";

/** How many checks a run made, how many of these hold, and how many it could not make. */
export function heldChecks(checks: readonly Pick<Check, "ok">[]): {
  readonly held: number;
  readonly made: number;
  readonly notMade: number;
} {
  const made = checks.filter(({ ok }) => ok !== null);
  return {
    held: made.filter(({ ok }) => ok === true).length,
    made: made.length,
    notMade: checks.length - made.length,
  };
}
