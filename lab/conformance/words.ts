import type { AttackWord } from "./attacks/attackCell.ts";
import type { Outcome } from "./outcome.ts";

export type OutcomeKind = Outcome["outcome"];

export const OUTCOME_KINDS = [
  "works",
  "works-unread",
  "fails-directly",
  "fails-intercepted",
  "unread-in-silence",
  "not-offered",
] as const satisfies readonly OutcomeKind[];

/** A sign and words for each outcome: none is told by colour alone. */
export const OUTCOME_WORDS: Readonly<
  Record<OutcomeKind, { readonly sign: string; readonly words: string; readonly meaning: string }>
> = {
  works: {
    sign: "✓",
    words: "works, all read",
    meaning: "The call works through the interceptor as it does directly, and every message was read.",
  },
  "works-unread": {
    sign: "◐",
    words: "works, not all read",
    meaning:
      "It works, and something passed that the interceptor could not read or did not carry on. It says what.",
  },
  "fails-directly": {
    sign: "○",
    words: "fails without us too",
    meaning:
      "The two stacks cannot do it with each other: the control failed, so nothing is said of the interceptor.",
  },
  "fails-intercepted": {
    sign: "✗",
    words: "fails only through the interceptor",
    meaning: "A defect of the interceptor.",
  },
  "unread-in-silence": {
    sign: "‼",
    words: "passed unread in silence",
    meaning:
      "It works, but the interceptor missed something and says nothing of it. A defect of the interceptor.",
  },
  "not-offered": { sign: "·", words: "not offered", meaning: "One of the two stacks has no such feature." },
};

export const ATTACK_WORDS: Readonly<Record<AttackWord, { readonly sign: string; readonly words: string }>> = {
  accepted: { sign: "⚠", words: "accepted" },
  refused: { sign: "✓", words: "refused" },
  mixed: { sign: "⚠", words: "accepted in one role" },
  "not-tested": { sign: "·", words: "not tested" },
};

/** The outcome, and what there is to add to it. */
export function inWords(outcome: Outcome): string {
  const { words } = OUTCOME_WORDS[outcome.outcome];
  switch (outcome.outcome) {
    case "works":
      return words;
    case "works-unread":
      return `${words}: ${outcome.reasons.join(", ")}`;
    default:
      return `${words}: ${outcome.because}`;
  }
}
