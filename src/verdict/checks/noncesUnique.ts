import { nonceReuse } from "../../dtls/nonceReuse.ts";
import type { Case } from "../case.ts";
import type { Check } from "../contract.ts";
import { packetBasis } from "../recording.ts";

/**
 * No two different records of one direction share a nonce. AES-GCM loses confidentiality of such a pair, and
 * its authentication altogether. A record that was only sent again, byte for byte, is no reuse.
 */
export function noncesUnique({ recording }: Case): Check[] {
  const records = recording.associations.flatMap(({ association }) => association.encrypted);
  const reused = recording.associations.flatMap(({ association }) => nonceReuse(association).reused);
  return [
    {
      id: "nonces-unique",
      claim: "encrypted records that share their nonce with another record",
      expected: "none",
      observed:
        records.length === 0
          ? "no encrypted record was captured"
          : reused.length === 0
            ? "none"
            : `${reused.length} pairs`,
      ok: records.length === 0 ? null : reused.length === 0,
      basis: reused.flatMap(({ packets }) => packetBasis(packets)),
    },
  ];
}
