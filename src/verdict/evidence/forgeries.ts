import { packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Run } from "../../run/run.ts";
import { delivery } from "./delivery.ts";

/**
 * What became of records that the attacker forged. That one opens with the true secret shows that its tag is right, so the attacker had the
 * key that makes tags, or guessed 128 bits; that a message came out which nobody sent is both peers' word.
 */
export function forgeries(run: Run): Evidence["forgeries"] {
  const forged = run.facts["datagram-injected"].filter(({ what }) => what === "forged");
  const packets = forged.map(({ packet }) => packet);
  const authentic = run.associations.flatMap((recorded) =>
    recorded.dtls === "1.2"
      ? (recorded.opened ?? []).flatMap(({ packet, result }) =>
          result.ok && packets.includes(packet) ? packet : [],
        )
      : [],
  );
  const invented = forged.length === 0 ? undefined : delivery(run).invented;
  return {
    sent: forged.length,
    authentic: authentic.length,
    taken: invented?.times ?? 0,
    basis: [...packetBasis(authentic.length > 0 ? authentic : packets), ...(invented?.basis ?? [])],
  };
}
