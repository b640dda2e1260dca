import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { dataRecords } from "../../run/associations.ts";
import { isBetweenPeers } from "../../run/recording.ts";
import type { Run } from "../../run/run.ts";
import { waysTried } from "../../run/waysTried.ts";
import { isPeer } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

/**
 * What opens with all that the observers hold. Of the connections between the peers themselves as many as the scenario
 * expects; of those that end at an attacker's leg all, because it holds their secrets by right: that trying works.
 */
export function holdingsDecrypt({ scenario, run }: Case, { decryption: found }: Evidence): Check[] {
  const legs = openableLegs(run);
  const due = scenario.expect?.associationsOpened ?? 0;
  const openedLegs = found.associationsOpened - found.peerAssociationsOpened;
  const words = (peers: number, ofLegs: number) =>
    [
      ...(found.peerAssociations > 0 ? [`${peers} of ${found.peerAssociations} between the peers`] : []),
      ...(legs > 0 ? [`${ofLegs} of ${legs} that end at the attacker`] : []),
    ].join(", ");
  const base = {
    id: "holdings-decrypt",
    claim: "encrypted connections that open with what the server, the recording and an attacker hold",
    expected: words(due, legs) || "none",
    basis: found.basis,
  } as const;
  if (found.attempts === 0)
    return [{ ...base, observed: "not tried: no encrypted message was recorded", ok: null }];
  return [
    {
      ...base,
      observed: `${words(found.peerAssociationsOpened, openedLegs) || "none"}. ${effort(run, found)}`,
      ok: found.peerAssociationsOpened === due && openedLegs === legs,
    },
  ];
}

/** Connections of an attacker's leg that carried data, and whose secret the attacker itself reported. */
function openableLegs({ associations }: Run): number {
  return associations.filter(
    (recorded) =>
      !isBetweenPeers(recorded) &&
      dataRecords(recorded) > 0 &&
      recorded.secrets.some(({ holders }) => holders.some((holder) => !isPeer(holder))),
  ).length;
}

function effort({ associations }: Run, found: Evidence["decryption"]): string {
  const { candidates, staticKeyCandidates, attempts, recordsTried, records, recordsOpened } = found;
  const combined =
    staticKeyCandidates > 0
      ? `, ${staticKeyCandidates} of them a certificate key combined with a public value of the handshake`
      : "";
  return `Tried: ${candidates} values${combined}, ${waysTried(associations)}: ${attempts} attempts on ${recordsTried} of ${records} records, of which ${recordsOpened} opened`;
}
