import type { Case } from "../../run/case.ts";
import { eventsOf } from "../../trace/events.ts";
import { PEERS } from "../../trace/parties.ts";
import type { Basis, Check, Evidence } from "../contract.ts";

/** One check for each axis on which the scenario's author said what to expect. */
export function expectations({ scenario: { expect }, trace }: Case, evidence: Evidence): Check[] {
  return [
    ...PEERS.flatMap((peer) => [
      hold(
        `key-origin-${peer}`,
        `${name(peer)}'s key was made in ${name(peer)}'s own process`,
        "own-process",
        evidence.keyOrigin[peer],
      ),
      hold(`link-${peer}`, `${name(peer)}'s connection ended up`, expect.link[peer], evidence.link[peer]),
      hold(
        `remote-certificate-${peer}`,
        `the certificate that DTLS delivered to ${name(peer)} is`,
        expect.remoteCertificate[peer],
        evidence.remoteCertificate[peer],
      ),
      hold(
        `possession-${peer}`,
        `possession of that certificate's key, shown to ${name(peer)}, is`,
        expect.possession[peer],
        evidence.possession[peer],
      ),
    ]),
    hold("comparison", "the out-of-band comparison", expect.comparison, evidence.comparison),
    disclosure(expect.disclosed, evidence.disclosed),
    hold("altered", "content was changed in flight", expect.altered, evidence.altered),
    alarms(expect.alarms, evidence.alarms),
    withheld(expect.withheld, trace),
  ];
}

type Finding = { readonly value: string; readonly basis: Basis };

function hold(id: string, claim: string, expected: string, { value, basis }: Finding): Check {
  return { id, claim, expected, observed: value, ok: value === "unknown" ? null : value === expected, basis };
}

/** The exact set of canaries counts: one more is a leak, one fewer an attack that failed. */
function disclosure(expected: readonly string[], { value, canaries, basis }: Evidence["disclosed"]): Check {
  return {
    id: "disclosed",
    claim: "the content that reached the operator in clear",
    expected: list(expected),
    observed: value === "unknown" ? "unknown" : list(canaries),
    ok: value === "unknown" ? null : list(expected) === list(canaries),
    basis,
  };
}

/** An alarm counts only with the code that was expected of it. */
function alarms(expected: Case["scenario"]["expect"]["alarms"], raised: Evidence["alarms"]): Check {
  const observed = list(raised.map(describe));
  return {
    id: "alarms",
    claim: "the alarms that the peers raised",
    expected: list(expected.map(describe)),
    observed,
    ok: observed === list(expected.map(describe)),
    basis: raised.map(({ seq }) => seq),
  };
}

function withheld(expected: readonly string[], trace: Case["trace"]): Check {
  const skipped = eventsOf(trace, "step-skipped");
  const observed = list(skipped.flatMap(({ canary }) => canary ?? []));
  return {
    id: "withheld",
    claim: "the content that an alarm or a missing link kept from being sent",
    expected: list(expected),
    observed,
    ok: observed === list(expected),
    basis: skipped.map(({ seq }) => seq),
  };
}

function describe({ by, code }: { by: string; code: string }): string {
  return `${code} by ${by}`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? "none" : items.toSorted().join(", ");
}

function name(peer: "alice" | "bob"): string {
  return peer === "alice" ? "Alice" : "Bob";
}
