import type { Evidence } from "../contract/evidence.ts";
import type { Outcome } from "../contract/outcome.ts";
import { isAttacked } from "../run/calls.ts";
import type { Run } from "../run/run.ts";
import type { AlarmCode } from "../trace/alarmCode.ts";
import { alarmsUnderAttack, whatStopped } from "./stopped.ts";

/**
 * What the run came to for its peers, from what happened alone. Whether it was expected is another question. A link that
 * fails for a reason that need not be a defence, such as ICE, blocks nobody: the outcome is unknown.
 */
export function outcomeOf(run: Run, evidence: Evidence): Outcome {
  const { disclosed, altered } = evidence;
  if (disclosed.value === "unknown" || altered.value === "unknown") return "unknown";
  return isAttacked(run.calls) ? underAttack(run, evidence) : unattacked(evidence);
}

function unattacked({ disclosed, alarms, guesses }: Evidence): Outcome {
  if (disclosed.value === "yes") return "read";
  if (alarms.length > 0) return "false-alarm";
  return guesses.some(isToldApart) ? "told-apart" : "nothing-attacked";
}

/** The observer was right more often than by the toss of a coin, by the whole of its confidence interval. */
export function isToldApart({ score }: Evidence["guesses"][number]): boolean {
  return score !== undefined && score.low > 0.5;
}

function underAttack(run: Run, evidence: Evidence): Outcome {
  const { disclosed, altered } = evidence;
  const { by } = whatStopped(run, evidence);
  const gotIn = disclosed.value === "yes" || altered.content > 0;
  if (by === "added" || (by === "guard" && gotIn)) {
    // An alarm after content was sent did not come in time, even if nothing of it is known to have been read.
    const inTime = alarmsUnderAttack(run, evidence).every(({ beforeContent }) => beforeContent);
    return inTime && !gotIn ? "caught-before-content" : "caught-after-content";
  }
  if (gotIn) return altered.content > 0 ? "altered" : "read";
  switch (by) {
    case "guard":
      return "blocked-by-guard";
    case "stack":
    case "unusable":
      return "blocked-by-stack";
    case "nothing":
      return "not-noticed";
    case "unclear":
      return "unknown";
  }
}

/**
 * The alarms to which the outcome is owed: those of attacked calls. A defence that was in use and raised none of its own
 * did not bring the outcome about, whatever else did. Where nobody attacked, silence is everybody's.
 */
export function creditOf(run: Run, evidence: Evidence): readonly AlarmCode[] {
  return [...new Set(alarmsUnderAttack(run, evidence).map(({ code }) => code))];
}
