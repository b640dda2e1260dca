import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Case } from "../case.ts";
import { perCall } from "./perCall.ts";

type ExchangeBreak = Evidence["exchangeBreaks"][number];

/**
 * The group of each call's key exchange, and what becomes of the recording once its elliptic curve is broken, in simulation.
 * Made where the scenario is about that.
 */
export function exchangeBreaks(
  { scenario: { expect } }: Case,
  { exchangeBreaks: breaks }: Evidence,
): Check[] {
  if (expect?.keyExchange === undefined) return [];
  return [
    perCall(
      {
        id: "exchange-group",
        claim:
          "the group by which the connections of each call agreed on keys, as both ends’ public values show it",
      },
      expect.keyExchange.map(({ group }) => group),
      breaks.map(({ call, group, basis }) => ({ call, value: group, basis })),
    ),
    ...expect.keyExchange.map(({ curveBroken }, index) =>
      broken(
        index + 1,
        curveBroken,
        breaks.filter(({ call }) => call === index + 1),
      ),
    ),
  ];
}

function broken(call: number, due: "opens" | "stays-closed", breaks: readonly ExchangeBreak[]): Check {
  const open = breaks.find(({ value }) => value === "not-tested");
  const as = (value: string, opened: number, canaries: readonly string[]) =>
    value === "opens"
      ? `opens: ${opened} of ${sum(breaks.map(({ records }) => records))} records, canaries: ${canaries.join(", ") || "none"}`
      : "stays closed";
  const values = [...new Set(breaks.map(({ value }) => value))];
  const opened = sum(breaks.map(({ recordsOpened }) => recordsOpened));
  const canaries = [...new Set(breaks.flatMap((one) => one.canaries))];
  return {
    id: `exchange-break-call-${call}`,
    claim: `simulated: given one end’s private value of the elliptic curve, as a quantum computer might find it, the recording of call ${call}`,
    expected: due === "opens" ? "opens: all records" : "stays closed",
    observed:
      breaks.length === 0
        ? "not tested: no key exchange was captured"
        : open
          ? `not tested: ${open.because}`
          : values.map((value) => as(value, opened, canaries)).join("; in part "),
    ok:
      breaks.length === 0 || open
        ? null
        : values.every((value) => value === due) &&
          (due === "stays-closed" || breaks.every(({ records, recordsOpened }) => recordsOpened === records)),
    basis: breaks.flatMap(({ basis }) => basis),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
