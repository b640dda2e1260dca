import { packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { peerTraffic, type RecordedDatagram } from "../../run/recording.ts";
import type { Run } from "../../run/run.ts";
import { parseStun } from "../../stun/message.ts";
import { StunParseError } from "../../stun/stunParseError.ts";

/**
 * What the ends sent each other, by protocol, to the last byte. It speaks of the datagrams that crossed the lab's network
 * and of no others.
 */
export function traffic({ recording, associations }: Run): Evidence["traffic"] {
  const datagrams = peerTraffic(recording);
  const other = datagrams.filter((datagram) => !isWhole(datagram)).map(({ packet }) => packet);
  const faults = associations.flatMap(({ association }) =>
    association.faults.flatMap(({ packets }): readonly number[] => packets),
  );
  const [first] = datagrams;
  return {
    datagrams: datagrams.length,
    stun: datagrams.filter((datagram) => datagram.protocol === "stun" && isWhole(datagram)).length,
    dtls: datagrams.filter(({ protocol }) => protocol === "dtls").length,
    other: other.length,
    faults: new Set(faults).size,
    durationMs: first ? (datagrams.at(-1)?.atMs ?? 0) - first.atMs : 0,
    basis: packetBasis([...new Set([...other, ...faults])].slice(0, MAX_BASIS)),
  };
}

const MAX_BASIS = 20;

function isWhole({ protocol, payload }: RecordedDatagram): boolean {
  if (protocol !== "stun") return protocol === "dtls";
  try {
    parseStun(payload);
    return true;
  } catch (error) {
    if (error instanceof StunParseError) return false;
    throw error;
  }
}
