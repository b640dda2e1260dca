import { packetBasis } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import { dataRecords } from "../../run/associations.ts";
import { finishedProofs } from "../../run/proofs.ts";
import type { Case } from "../case.ts";

/**
 * Possession rests on signatures over a part of the handshake; Finished covers all of it (RFC 5246 §7.4.9, RFC 8446 §4.4.4). Checked here,
 * with the true secret, of every connection that carried application data: nobody changed the handshake between
 * its two ends. It says nothing of who the ends are.
 */
export function finished({ run: { associations } }: Case): Check[] {
  const used = associations.flatMap((recorded) =>
    dataRecords(recorded) > 0 ? (finishedProofs(recorded) ?? []) : [],
  );
  const messages = used.flatMap(({ client, server }) => [client, server]);
  const proven = messages.filter(({ proof }) => proof.kind === "proven");
  const refuted = messages.flatMap(({ proof }) => (proof.kind === "refuted" ? proof.message : []));
  const missing = messages.filter(({ proof }) => proof.kind === "none").length;
  const why = [...refuted, ...(missing > 0 ? [`${missing} that cannot be opened or checked`] : [])];
  return [
    {
      id: "finished",
      claim:
        "Finished messages that fit the captured handshake, computed here with the true secret, of the connections that carried data",
      expected: messages.length === 0 ? "all" : `all ${messages.length}`,
      observed:
        messages.length === 0
          ? "no connection with a known secret carried data"
          : why.length === 0
            ? `all ${messages.length}`
            : `${proven.length} of ${messages.length}: ${why.join("; ")}`,
      ok: messages.length === 0 ? null : why.length === 0,
      basis: packetBasis(messages.flatMap(({ packets }) => packets)),
    },
  ];
}
