import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { PEER_NAMES } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

type Passage = Evidence["signalling"][number];

/**
 * Did each peer get, in every call, the very offer, answer and candidates that the other one sent? Judged from what the
 * peers themselves sent and received. A server that attacks must have changed something, or nothing was attacked; and so
 * must an attacker on the way to the server who can read it. Else, and with a server that can read no signal, everything must
 * arrive, and byte for byte, also when an attacker sits on the path.
 */
export function signalling({ run: { calls }, scenario }: Case, evidence: Evidence): Check[] {
  return calls.map(({ number, attacker, onSignallingPath }): Check => {
    const passages = evidence.signalling.filter(({ call }) => call === number);
    const canWrite = attacker === "server" || (onSignallingPath && scenario.signalling !== "wss");
    const attacked = canWrite && scenario.expect?.attackFindsNothing !== true;
    return {
      id: `signalling-call-${number}`,
      claim: `in call ${number}, what each peer sent over the signalling reached the other one`,
      expected: attacked ? "changed" : "byte for byte",
      observed: passages.length === 0 ? "nothing was sent" : describe(passages),
      ok: passages.length === 0 ? null : attacked ? passages.some(isForged) : passages.every(isWhole),
      basis: passages.flatMap(({ basis }) => basis),
    };
  });
}

function isForged({ outcome }: Passage): boolean {
  return outcome === "changed" || outcome === "invented";
}

function isWhole({ outcome }: Passage): boolean {
  return outcome === "byte-for-byte";
}

const OUTCOMES: readonly (readonly [Passage["outcome"], string])[] = [
  ["changed", "changed"],
  ["invented", "never sent by that peer"],
  ["not-arrived", "not arrived"],
  ["byte-for-byte", "byte for byte"],
];

/** Each outcome with what had it; where everything went one way, the names add nothing. */
function describe(passages: readonly Passage[]): string {
  if (passages.every(isWhole)) return "byte for byte";
  return OUTCOMES.flatMap(([outcome, words]) => {
    const names = passages.filter((passage) => passage.outcome === outcome).map(nameOf);
    return names.length > 0 ? `${words}: ${names.join(", ")}` : [];
  }).join("; ");
}

function nameOf({ from, what, changedAttributes }: Passage): string {
  const attributes = changedAttributes.length > 0 ? ` (${changedAttributes.join(", ")})` : "";
  return `${PEER_NAMES[from]}'s ${what}${attributes}`;
}
