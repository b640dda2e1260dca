import { createHash } from "node:crypto";
import type { Check } from "../../contract/check.ts";
import { openWithTrueKey, type RunSeal } from "../../run/seals.ts";
import type { Case } from "../case.ts";

/**
 * Of messages that were encrypted above the channel: does what crossed in their place open, with the key that both peers
 * reported, to just what was sent? Only then is silence about their content worth anything: it was there to be read.
 * Longer ones, of which the trace keeps only the beginning, are left out.
 */
export function seals({ run }: Case): Check[] {
  const whole = run.seals.filter(
    ({ crossing: { head, bytes } }) => Buffer.from(head, "base64").length === bytes,
  );
  if (run.seals.length === 0) return [];
  const wrong = whole.filter((seal) => !opensToWhatWasSent(seal));
  const held = run.messages.filter(({ sealed, read }) => sealed !== undefined && read !== undefined).length;
  return [
    {
      id: "seals",
      claim: "sealed messages that open, with the keys that the peers alone have, to what was sent",
      expected: `all ${whole.length}`,
      observed:
        wrong.length === 0
          ? `all ${whole.length}; an attacker held ${held} of ${run.seals.length}, sealed`
          : `${whole.length - wrong.length} of ${whole.length}`,
      ok: whole.length === 0 ? null : wrong.length === 0,
      basis: whole.flatMap(({ sent, crossing }) => [sent.seq, crossing.seq]).slice(0, 20),
    },
  ];
}

function opensToWhatWasSent(seal: RunSeal): boolean {
  const opened = openWithTrueKey(seal, Buffer.from(seal.crossing.head, "base64"));
  return (
    opened?.type === seal.sent.type &&
    createHash("sha256").update(opened.content).digest("hex") === seal.sent.sha256
  );
}
