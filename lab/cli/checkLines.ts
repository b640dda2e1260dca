import type { Check } from "../../src/contract/check.ts";
import { printable } from "../../src/report/model/printable.ts";
import type { Paint } from "./paint.ts";

/**
 * The checks of a run, one a line: what failed first, with what was expected; then what holds. Those that were not made
 * are told one by one only where they are few, or `verbose` asks for it: the report names each with its reason.
 */
export function checkLines(checks: readonly Check[], paint: Paint, verbose: boolean): string[] {
  const notMade = checks.filter(({ ok }) => ok === null);
  return [
    ...checks.flatMap((check) => (check.ok === false ? failed(check, paint) : [])),
    ...checks.flatMap(({ ok, claim, observed }) =>
      ok === true ? [`${paint("green", "✓")}  ${claim}: ${printable(observed, 200)}`] : [],
    ),
    ...(verbose || notMade.length <= FEW
      ? notMade.map(
          ({ claim, observed }) => `${paint("yellow", "?")}  not made: ${claim}: ${printable(observed, 200)}`,
        )
      : [
          `${paint("yellow", "?")}  ${notMade.length} checks were not made; the report says why of each, as does --verbose`,
        ]),
  ];
}

const FEW = 2;

function failed({ claim, expected, observed }: Check, paint: Paint): string[] {
  return [
    `${paint("red", "✗  FAILED")}  ${claim}: ${printable(observed, 200)}`,
    `   expected: ${printable(expected, 200)}`,
  ];
}
