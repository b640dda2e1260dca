import type { Evidence } from "../../contract/evidence.ts";
import { claim, counted, type Findings, listed, notTested, passed } from "./claim.ts";

type ExchangeBreak = Evidence["exchangeBreaks"][number];

/** Never "yes": no run can show what nobody will ever compute. */
export const recordingStaysClosed = claim({
  id: "recording-stays-closed",
  statement: "A recording made today stays closed when somebody has a quantum computer.",
  values: ["no", "partly", "not-tested"],
  decide(findings) {
    const breaks = findings.evidence.exchangeBreaks.filter(({ records }) => records > 0);
    const tested = breaks.filter(({ value }) => value !== "not-tested");
    const groups = listed(breaks.map(({ group }) => group));
    if (breaks.length === 0) return notTested("No connection with content was recorded.");
    if (tested.length === 0)
      return notTested(
        `No key exchange was broken in this run, not even in simulation. The connections agreed on keys by ${groups}${meaningOf(breaks)}.`,
      );
    if (!hasControl(findings))
      return notTested("The decryption was not shown to work with the true secrets.");
    const basis = tested.flatMap((one) => one.basis);
    const open = tested.filter(({ value }) => value === "opens");
    const rest = breaks.filter((one) => !open.includes(one));
    if (open.length > 0)
      return {
        holds: "no",
        because: `In simulation: given one end’s private value of the elliptic curve, which such a computer would find from its public value, ${counted(open.length, "connection")} of ${breaks.length} opened (${listed(open.map(({ group }) => group))}, RFC 8422 §5.10). Nobody is known to have such a computer.${restWords(rest)}`,
        basis,
      };
    return {
      holds: "partly",
      because: `In simulation: given one end’s private value of the elliptic curve, none of ${counted(tested.length, "connection")} opened (${groups}); the true secrets opened them. The keys need ML-KEM’s secret as well (draft-ietf-tls-ecdhe-mlkem §4.3, RFC 8446 §7.1). ML-KEM itself was not broken here, and whether anybody can is not tested.`,
      basis,
    };
  },
});

function hasControl(findings: Findings): boolean {
  return passed(findings, "decryption-control");
}

/** What the group says of those that were not broken. */
function meaningOf(breaks: readonly ExchangeBreak[]): string {
  const hybrids = breaks.filter(({ hybrid }) => hybrid).length;
  if (hybrids === 0)
    return ": elliptic curves alone, which such a computer would break. The scenario record-now-break-later simulates that";
  return hybrids === breaks.length
    ? ": a hybrid, of which elliptic curves are one half (draft-ietf-tls-ecdhe-mlkem §4.3)"
    : "";
}

function restWords(rest: readonly ExchangeBreak[]): string {
  const open = rest.filter(({ value }) => value === "not-tested");
  const closed = rest.filter(({ value }) => value === "stays-closed");
  return [
    ...(closed.length > 0
      ? [
          ` ${counted(closed.length, "connection")} stayed closed (${listed(closed.map(({ group }) => group))}).`,
        ]
      : []),
    ...(open.length > 0
      ? [` Not tested: ${counted(open.length, "connection")} (${listed(open.map(({ group }) => group))}).`]
      : []),
  ].join("");
}
