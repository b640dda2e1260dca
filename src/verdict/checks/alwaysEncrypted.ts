import type { Case } from "../../run/case.ts";
import type { RecordedDatagram } from "../../run/recording.ts";
import { parseStun } from "../../stun/message.ts";
import { StunParseError } from "../../stun/stunParseError.ts";
import type { Check } from "../contract.ts";

/** Every datagram is STUN or DTLS, to its last byte, and no application data travels before encryption begins. */
export function alwaysEncrypted({ recording }: Case): Check[] {
  const foreign = recording.datagrams.filter((datagram) => !isWhole(datagram)).map(({ packet }) => packet);
  const faults = recording.associations.flatMap(({ association }) =>
    association.faults.flatMap(({ packets }) => packets),
  );
  const wrong = [...new Set([...foreign, ...faults])];
  const { length } = recording.datagrams;
  return [
    {
      id: "always-encrypted",
      claim: "datagrams that are neither STUN nor DTLS, or that carry application data in clear",
      expected: "none",
      observed:
        length === 0 ? "nothing was recorded" : wrong.length === 0 ? "none" : `${wrong.length} of ${length}`,
      ok: length === 0 ? null : wrong.length === 0,
      basis: wrong.slice(0, 20).map((packet) => `packet:${packet}`),
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
