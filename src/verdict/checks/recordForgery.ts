import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Case } from "../case.ts";

/**
 * What became of records that the attacker on the path forged: one for each key that two tags under one nonce allow, of which one can be the
 * true one. Where no nonce came twice it must find nothing to forge with.
 */
export function recordForgery({ scenario }: Case, { forgeries }: Evidence): Check[] {
  const due = scenario.expect?.forgery;
  if (due === undefined) return [];
  const { sent, authentic, taken, basis } = forgeries;
  const words = (authentic: number, taken: number) =>
    `${authentic} of ${sent} with the right tag, ${taken} of them taken as a message`;
  const expected = due === "none" ? "no record was forged" : words(1, 1);
  const observed = sent === 0 ? "no record was forged" : words(authentic, taken);
  return [
    {
      id: "record-forgery",
      claim:
        "records that the attacker on the path forged without anybody's secret, and what the receiver made of them",
      expected,
      observed,
      ok: observed === expected,
      basis,
    },
  ];
}
