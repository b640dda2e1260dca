import type { Basis } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { PEER_NAMES } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

/**
 * The version of DTLS of each call, whether certificates stand in clear, and whether the browsers' own word on the version
 * agrees with the capture. Made where the scenario is about that.
 */
export function dtls({ scenario: { expect } }: Case, evidence: Evidence): Check[] {
  if (expect?.dtls === undefined) return [];
  const { keyExchanges, certificatesInClear } = evidence;
  return [
    perCall(
      {
        id: "dtls-version",
        claim: "the version of DTLS that the connections of each call agreed on, as the capture shows it",
      },
      expect.dtls.map(({ version }) => version),
      keyExchanges.map(({ call, version, basis }) => ({ call, value: version, basis })),
    ),
    perCall(
      {
        id: "certificates-in-clear",
        claim: "can whoever has the recording and no key read the certificates of each call's connections",
      },
      expect.dtls.map(({ certificatesInClear }) => certificatesInClear),
      certificatesInClear,
    ),
    stackSays(evidence),
  ];
}

interface Seen {
  readonly call: number;
  readonly value: string;
  readonly basis: Basis;
}

function perCall(
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

/** A browser's word is no evidence of what crossed the network: here the two are compared. */
function stackSays({ dtlsStats, keyExchanges }: Evidence): Check {
  const said = dtlsStats.filter(({ version }) => version !== undefined);
  const wrong = said.filter(
    ({ by, call, version }) =>
      !keyExchanges.some(
        (exchange) => exchange.call === call && exchange.ends.includes(by) && exchange.version === version,
      ),
  );
  const expected =
    said.length === 0 ? "as the capture shows" : `as the capture shows, ${said.length} of ${said.length}`;
  return {
    id: "stack-says",
    claim: "the version of DTLS that the peers' browsers say they speak",
    expected,
    observed:
      said.length === 0
        ? "no browser said which version it speaks"
        : wrong.length === 0
          ? expected
          : wrong.map(({ by, call, version }) => `${PEER_NAMES[by]} in call ${call}: ${version}`).join("; "),
    ok: said.length === 0 ? null : wrong.length === 0,
    basis: said.flatMap(({ basis }) => basis),
  };
}
