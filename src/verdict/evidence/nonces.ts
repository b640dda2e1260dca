import { packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { nonceReuse } from "../../dtls/judge/nonceReuse.ts";
import { nonceReuse13 } from "../../dtls13/judge/nonceReuse13.ts";
import { protectedRecords, type RunAssociation } from "../../run/associations.ts";
import type { Run } from "../../run/run.ts";

/** How many pairs of different records in one direction share a nonce. A record that was only sent again is no reuse. */
export function nonces({ associations }: Run): Evidence["nonces"] {
  const { reused, isUnknown } = nonceReports(associations);
  return {
    reused: reused.length,
    value: reused.length > 0 ? "reused" : isUnknown ? "unknown" : "unique",
    basis: packetBasis(reused.flatMap(({ packets }) => packets)),
  };
}

/** Of all associations with protected records. Those of DTLS 1.3 must have been opened: their numbers are encrypted. */
export function nonceReports(associations: readonly RunAssociation[]): {
  readonly associations: number;
  readonly reused: readonly { readonly packets: readonly [number, number] }[];
  readonly isUnknown: boolean;
} {
  const used = associations.filter((recorded) => protectedRecords(recorded).all > 0);
  const reports = used.map((recorded) => {
    if (recorded.dtls === "1.3") return nonceReuse13(recorded.opened ?? recorded.association);
    const { nonce, reused } = nonceReuse(recorded.association);
    return { reused, isWhole: nonce !== "unknown" };
  });
  return {
    associations: used.length,
    reused: reports.flatMap(({ reused }) => reused),
    isUnknown: reports.length === 0 || reports.some(({ isWhole }) => !isWhole),
  };
}
