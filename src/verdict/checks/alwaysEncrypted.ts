import { packetBasis } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import { peerTraffic, type RecordedDatagram } from "../../run/recording.ts";
import { parseStun } from "../../stun/message.ts";
import { StunParseError } from "../../stun/stunParseError.ts";
import type { Case } from "../case.ts";

/**
 * Every datagram of the ends is STUN or DTLS, to its last byte, and no application data travels before encryption
 * begins. It does not show that a stack would refuse to send in clear: nobody asked it to.
 */
export function alwaysEncrypted({ run: { recording } }: Case): Check[] {
  const traffic = peerTraffic(recording);
  const foreign = traffic.filter((datagram) => !isWhole(datagram)).map(({ packet }) => packet);
  const faults = recording.associations.flatMap(({ association }) =>
    association.faults.flatMap(({ packets }) => packets),
  );
  const wrong = [...new Set([...foreign, ...faults])];
  const { length } = traffic;
  return [
    {
      id: "always-encrypted",
      claim: "datagrams of the call that are neither STUN nor DTLS, or that carry application data in clear",
      expected: "none",
      observed:
        length === 0
          ? "no datagram of the call was recorded"
          : `${wrong.length === 0 ? "none" : wrong.length} of ${length}`,
      ok: length === 0 ? null : wrong.length === 0,
      basis: packetBasis(wrong.slice(0, 20)),
    },
  ];
}

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
