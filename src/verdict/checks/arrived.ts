import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Run } from "../../run/run.ts";
import { PEER_NAMES } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

/** Did every message of content that a peer sent reach the other one, as it was or changed? By the peers' own word. */
export function arrived({ run }: Case, { delivery: { sent, arrived, basis } }: Evidence): Check[] {
  const lost = lostMessages(run);
  const named = lost.length > 0 ? `; lost: ${lost.join(", ")}` : "";
  return [
    {
      id: "arrived",
      claim: "messages of content that were sent and arrived, whether changed or not",
      expected: sent === 0 ? "all" : `all ${sent}`,
      observed:
        sent === 0
          ? "no content was sent"
          : arrived === sent
            ? `all ${sent}`
            : `${arrived} of ${sent}${named}`,
      ok: sent === 0 ? null : arrived === sent,
      basis: basis.slice(0, 20),
    },
  ];
}

function lostMessages({ messages, canaries }: Run): string[] {
  return messages.flatMap(({ purpose, from, sent, received }) => {
    if (purpose !== "content" || sent === undefined || received !== undefined) return [];
    const canary = canaries.find(({ sentIn }) => sentIn.includes(sent.seq));
    return canary ? `"${canary.name}"` : `what ${PEER_NAMES[from]} sent in line ${sent.seq}`;
  });
}
