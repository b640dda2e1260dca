import type { Evidence } from "../../contract/evidence.ts";
import type { Passage } from "../../run/passages.ts";
import type { Run } from "../../run/run.ts";
import { diffDescriptions } from "../../sdp/compare.ts";
import { SdpParseError } from "../../sdp/sdpParseError.ts";

/** What each peer sent over the signalling beside what the other one received, by the peers' own word. */
export function signalling({ passages }: Run): Evidence["signalling"] {
  return passages.map((passage) => ({
    call: passage.call,
    what: passage.what,
    from: passage.from,
    outcome: passage.outcome,
    changedAttributes: passage.outcome === "changed" ? changedAttributes(passage) : [],
    basis: passage.basis,
  }));
}

/** Such as "a=fingerprint", each once. */
function changedAttributes({ sent, received }: Passage): string[] {
  if (sent === undefined || received === undefined) return [];
  try {
    const changed = diffDescriptions(sent, received).filter(({ kind }) => kind !== "same");
    return [...new Set(changed.map(({ attribute }) => attribute))].toSorted();
  } catch (error) {
    if (error instanceof SdpParseError) return ["unreadable"];
    throw error;
  }
}
