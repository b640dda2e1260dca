import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Case } from "../case.ts";

/**
 * Every datagram of the ends is STUN or DTLS, to its last byte, and no application data travels before encryption
 * begins. It does not show that a stack would refuse to send in clear: nobody asked it to.
 */
export function alwaysEncrypted(_given: Case, { traffic }: Evidence): Check[] {
  const { datagrams, other, faults, basis } = traffic;
  const wrong = [
    ...(other > 0 ? [`${other} neither STUN nor DTLS`] : []),
    ...(faults > 0 ? [`${faults} with data in clear or bytes that are no DTLS record`] : []),
  ];
  return [
    {
      id: "always-encrypted",
      claim: "datagrams of the call that are neither STUN nor DTLS, or that carry application data in clear",
      expected: "none",
      observed:
        datagrams === 0
          ? "no datagram of the call was recorded"
          : `${wrong.length === 0 ? "none" : wrong.join(", ")} of ${datagrams}`,
      ok: datagrams === 0 ? null : wrong.length === 0,
      basis,
    },
  ];
}
