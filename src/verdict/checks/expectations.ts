import type { Check, CheckId } from "../../contract/check.ts";
import type { Evidence, Finding } from "../../contract/evidence.ts";
import type { Run } from "../../run/run.ts";
import type { Expectation } from "../../scenario.ts";
import { counterpartOf, PEER_NAMES, PEERS, type PeerName } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

/** One check for each axis on which the scenario's author said what to expect; none where nobody did. */
export function expectations({ scenario: { expect }, run }: Case, evidence: Evidence): Check[] {
  if (expect === undefined) return [];
  return [
    ...PEERS.flatMap((peer) => [
      keyOrigin(peer, expect, evidence),
      link(peer, expect, evidence),
      remoteCertificate(peer, expect, evidence),
      compare(
        `possession-${peer}`,
        `did ${PEER_NAMES[counterpartOf(peer)]}'s end, as ${PEER_NAMES[peer]} met it, sign with the key of the certificate that it showed`,
        expect.possession[peer],
        evidence.possession[peer],
      ),
    ]),
    compare("comparison", comparisonClaim(run), expect.comparison, evidence.comparison),
    disclosure(expect.disclosed, evidence.disclosed),
    compare("altered", "messages were changed in flight", expect.altered, evidence.altered),
    alarms(expect.alarms, evidence.alarms),
    withheld(expect.withheld, run),
  ];
}

/** A value that is not the expected one is no use without its reason. */
function compare(id: CheckId, claim: string, expected: string, { value, basis, because }: Finding): Check {
  const observed = value === expected ? value : `${value}: ${because}`;
  return { id, claim, expected, observed, ok: value === "unknown" ? null : value === expected, basis };
}

function keyOrigin(peer: PeerName, expect: Expectation, { keyOrigin }: Evidence): Check {
  const [whose, her] = peer === "alice" ? ["hers", "her"] : ["his", "his"];
  return compare(
    `key-origin-${peer}`,
    `${PEER_NAMES[peer]}'s key: made in a process that is ${whose}, found in ${her} memory and in no other actor's`,
    expect.keyOrigin ?? "own-process",
    keyOrigin[peer],
  );
}

/** A failure counts only for the stated reason. */
function link(peer: PeerName, expect: Expectation, evidence: Evidence): Check {
  const { value, reason, basis } = evidence.link[peer];
  const due = expect.linkFailure?.[peer];
  return {
    id: `link-${peer}`,
    claim: `${PEER_NAMES[peer]}'s connection ended up`,
    expected: withReason(expect.link[peer], due),
    observed: withReason(value, reason),
    ok: value === expect.link[peer] && (due === undefined || reason === due),
    basis,
  };
}

function withReason(state: string, reason: string | undefined): string {
  return reason === undefined ? state : `${state}: ${reason}`;
}

function remoteCertificate(peer: PeerName, expect: Expectation, evidence: Evidence): Check {
  const { accepted, ...finding } = evidence.remoteCertificate[peer];
  const check = compare(
    `remote-certificate-${peer}`,
    `the certificate that DTLS delivered to ${PEER_NAMES[peer]}, beside the one that ${PEER_NAMES[counterpartOf(peer)]} has`,
    expect.remoteCertificate[peer],
    finding,
  );
  const refused = check.ok && finding.value !== "none" && !accepted;
  const fate = evidence.link[peer].value === "pending" ? "not accepted" : "refused";
  return refused ? { ...check, observed: `${check.observed}, delivered and ${fate}` } : check;
}

/** A comparison over the call itself is one that the attacker takes part in. */
function comparisonClaim({ comparisons }: Run): string {
  const over = comparisons.filter((comparison) => comparison.over !== undefined).length;
  if (comparisons.length === 0) return "the comparison";
  if (over === 0) return "what the comparison beside the call, out of band, came to";
  return over === comparisons.length
    ? "what the comparison over the call itself came to"
    : "what the comparisons came to, some out of band and some over the call itself";
}

/** The exact set of canaries counts: one more is a leak, one fewer an attack that failed. */
function disclosure(
  expected: readonly string[],
  { value, canaries, to, basis, because }: Evidence["disclosed"],
): Check {
  const names = to.map((holder) => (holder === "recording" ? "the recording" : `the ${holder}`));
  const found =
    canaries.length > 0 && names.length > 0 ? `${list(canaries)}: to ${names.join(" and ")}` : list(canaries);
  return {
    id: "disclosed",
    claim:
      "secrets in message content that reached the server, the recording or an attacker, and can be read",
    expected: list(expected),
    observed: value === "unknown" ? `unknown: ${because}` : found,
    ok: value === "unknown" ? null : list(expected) === list(canaries),
    basis,
  };
}

/** An alarm counts only with the code that was expected of it. */
function alarms(expected: Expectation["alarms"], raised: Evidence["alarms"]): Check {
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

function withheld(expected: readonly string[], { facts }: Run): Check {
  const skipped = facts["step-skipped"];
  const observed = list(skipped.flatMap(({ canary }) => canary ?? []));
  return {
    id: "withheld",
    claim: "secrets that were never sent, because an alarm or a missing connection stopped their sender",
    expected: list(expected),
    observed,
    ok: observed === list(expected),
    basis: skipped.map(({ seq }) => seq),
  };
}

function describe({ by, code }: { readonly by: PeerName; readonly code: string }): string {
  return `${code} by ${PEER_NAMES[by]}`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? "none" : items.toSorted().join(", ");
}
