import { packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { nonceReuse } from "../../dtls/judge/nonceReuse.ts";
import type { Run } from "../../run/run.ts";

/** How many pairs of different records in one direction share a nonce. A record that was only sent again is no reuse. */
export function nonces({ associations }: Run): Evidence["nonces"] {
  const reports = associations
    .filter(({ association }) => association.encrypted.length > 0)
    .map(({ association }) => nonceReuse(association));
  const reused = reports.flatMap(({ reused }) => reused);
  const isUnknown = reports.length === 0 || reports.some(({ nonce }) => nonce === "unknown");
  return {
    reused: reused.length,
    value: reused.length > 0 ? "reused" : isUnknown ? "unknown" : "unique",
    basis: packetBasis(reused.flatMap(({ packets }) => packets)),
  };
}
