import { linesOf } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import type { RunCall } from "../../run/calls.ts";
import { type Fingerprint, fingerprintsOf } from "../../sdp/fingerprint.ts";
import { SdpParseError } from "../../sdp/sdpParseError.ts";
import { counterpartOf, PEER_NAMES, PEERS, type PeerName } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

/**
 * Where a peer received SDP that names several fingerprints: is the first of them still that of the other peer's
 * certificate? Then a person who compares that line is fooled, and the run shows it.
 */
export function firstFingerprintLine({ scenario, run }: Case): Check[] {
  return PEERS.flatMap((peer): Check[] => {
    const several = run.calls.flatMap((call) => firstOfSeveral(call, peer) ?? []);
    if (several.length === 0 && !scenario.expect?.genuineFirstOfSeveral) return [];
    const expected = `${PEER_NAMES[counterpartOf(peer)]}'s own certificate`;
    const known = several.filter(({ genuine }) => genuine !== undefined);
    const wrong = known.filter(({ first, genuine }) => first.value !== genuine?.fingerprint);
    return [
      {
        id: `first-fingerprint-line-${peer}`,
        claim: `of several fingerprint lines in the SDP that ${PEER_NAMES[peer]} received, the first one names`,
        expected,
        observed:
          several.length === 0
            ? "no SDP with several fingerprint lines arrived"
            : known.length === 0
              ? `unknown: ${PEER_NAMES[counterpartOf(peer)]} reported no certificate`
              : wrong.length === 0
                ? expected
                : wrong
                    .map(({ call, first }) => `in call ${call} another certificate (${first.algorithm})`)
                    .join(", "),
        ok: several.length === 0 ? false : known.length === 0 ? null : wrong.length === 0,
        basis: several.flatMap(({ description, genuine }) => linesOf(description, genuine)),
      },
    ];
  });
}

function firstOfSeveral(call: RunCall, peer: PeerName) {
  const description = call.peers[peer].descriptionsReceived.at(-1);
  const [first, ...others] = description ? fingerprintsIn(description.sdp) : [];
  if (!description || !first || others.every(({ value }) => value === first.value)) return undefined;
  return { call: call.number, description, first, genuine: call.peers[counterpartOf(peer)].own };
}

function fingerprintsIn(sdp: string): Fingerprint[] {
  try {
    return fingerprintsOf(sdp).map(({ fingerprint }) => fingerprint);
  } catch (error) {
    if (error instanceof SdpParseError) return [];
    throw error;
  }
}
