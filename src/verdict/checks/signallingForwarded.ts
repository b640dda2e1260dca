import { type Case, counterpartOf, eventsBy } from "../../run/case.ts";
import { type EventOf, eventsOf } from "../../trace/events.ts";
import { PEERS, type PeerName } from "../../trace/parties.ts";
import type { Check } from "../contract.ts";

/**
 * Did each peer get, in every call, the very SDP that the other one sent? Judged from what the peers themselves
 * sent and received. A server that attacks must show a change, or nothing was attacked.
 */
export function signallingForwarded({ trace }: Case): Check[] {
  return eventsOf(trace, "call-started").map(({ call, via, seq }): Check => {
    const next =
      eventsOf(trace, "call-started").find((other) => other.call === call + 1)?.seq ??
      Number.POSITIVE_INFINITY;
    const within = trace.filter((event) => event.seq > seq && event.seq < next);
    const pairs = PEERS.flatMap((peer) => pairsTowards(within, peer));
    const changed = pairs.filter(({ sent, received }) => sent.sdp !== received.sdp);
    const expected = via === "signalling-attack" ? "changed" : "byte for byte";
    const observed =
      pairs.length === 0 ? "no description arrived" : changed.length === 0 ? "byte for byte" : "changed";
    return {
      id: `signalling-call-${call}`,
      claim: `in call ${call}, each peer received the other's SDP`,
      expected,
      observed,
      ok: pairs.length === 0 ? null : observed === expected,
      basis: pairs.flatMap(({ sent, received }) => [sent.seq, received.seq]),
    };
  });
}

function pairsTowards(
  trace: Case["trace"],
  peer: PeerName,
): { sent: EventOf<"description-sent">; received: EventOf<"description-received"> }[] {
  return eventsBy(trace, peer, "description-received").flatMap((received) => {
    const sent = eventsBy(trace, counterpartOf(peer), "description-sent").find(
      ({ type }) => type === received.type,
    );
    return sent ? [{ sent, received }] : [];
  });
}
