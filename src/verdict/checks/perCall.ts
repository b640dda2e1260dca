import type { Basis } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";

interface Seen {
  readonly call: number;
  readonly value: string;
  readonly basis: Basis;
}

/**
 * What the connections of each call have in common, beside what is expected. Not made if a call has none, or what is not
 * known.
 */
export function perCall(
  check: Pick<Check, "id" | "claim">,
  expected: readonly string[],
  seen: readonly Seen[],
): Check {
  const valuesOf = (call: number) => [
    ...new Set(seen.filter((one) => one.call === call).map(({ value }) => value)),
  ];
  const words = (of: (call: number) => string) =>
    expected.map((_, index) => `call ${index + 1}: ${of(index + 1)}`).join("; ");
  const observed = words((call) => valuesOf(call).join(" and ") || "no handshake was captured");
  const due = words((call) => expected[call - 1] ?? "");
  const isOpen = expected.some((_, index) => {
    const values = valuesOf(index + 1);
    return values.length === 0 || values.includes("unknown");
  });
  return {
    ...check,
    expected: due,
    observed,
    ok: isOpen ? null : observed === due,
    basis: seen.flatMap(({ basis }) => basis).slice(0, MAX_BASIS),
  };
}

const MAX_BASIS = 12;
