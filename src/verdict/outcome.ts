import type { Evidence } from "../contract/evidence.ts";
import type { Outcome } from "../contract/outcome.ts";
import { callAt, isAttacked } from "../run/calls.ts";
import type { Run } from "../run/run.ts";
import { alarmsUnderAttack, whatStopped } from "./stopped.ts";

/**
 * What the run came to for its peers, from what happened alone. Whether it was expected is another question. A link that
 * fails for a reason that need not be a defence, such as ICE, blocks nobody: the outcome is unknown.
 */
export function outcomeOf(run: Run, evidence: Evidence): Outcome {
  const { disclosed, altered } = evidence;
  if (disclosed.value === "unknown" || altered.value === "unknown") return "unknown";
  return isAttacked(run.calls) ? underAttack(run, evidence) : unattacked(run, evidence);
}

function unattacked(
  { facts }: Run,
  { disclosed, alarms, guesses, nonces, decryption, exchangeBreaks }: Evidence,
): Outcome {
  if (disclosed.value === "yes") return "read";
  if (alarms.length > 0) return "false-alarm";
  if (guesses.some(isToldApart)) return "told-apart";
  // Two records under one nonce: the XOR of their plaintexts is known to everybody who has the recording.
  if (nonces.value === "reused") return "bytes-exposed";
  if (exchangeBreaks.some(({ value }) => value === "opens")) return "opened-in-simulation";
  return facts["operator-given"].length > 0 && decryption.attempts > 0
    ? "nothing-opened"
    : "nothing-attacked";
}

/** The observer was right more often than by the toss of a coin, by the whole of its confidence interval. */
export function isToldApart({ score }: Evidence["guesses"][number]): boolean {
  return score !== undefined && score.low > 0.5;
}

/** Whoever raised no alarm went on, and what that peer sent after the other's alarm was read. */
function isReadAfterAlarm(run: Run, evidence: Evidence): boolean {
  const { disclosed } = evidence;
  const alarms = alarmsUnderAttack(run, evidence);
  return run.canaries.some(
    ({ name, sentIn }) =>
      disclosed.canaries.includes(name) &&
      alarms.some(
        ({ seq }) => callAt(run.calls, seq) === callAt(run.calls, sentIn[0] ?? 0) && (sentIn[0] ?? 0) > seq,
      ),
  );
}

function underAttack(run: Run, evidence: Evidence): Outcome {
  const { disclosed, altered, delivery } = evidence;
  const { by } = whatStopped(run, evidence);
  const hasSpoken = altered.content > 0 || delivery.invented.times > 0;
  const gotIn = disclosed.value === "yes" || hasSpoken;
  if (by === "added" || (by === "guard" && gotIn)) {
    if (isReadAfterAlarm(run, evidence)) return "caught-by-one-side";
    // An alarm after content was sent did not come in time, even if nothing of it is known to have been read.
    const inTime = alarmsUnderAttack(run, evidence).every(({ beforeContent }) => beforeContent);
    return inTime && !gotIn ? "caught-before-content" : "caught-after-content";
  }
  if (gotIn && hasSpoken) return disclosed.value === "yes" ? "altered" : "forged";
  if (gotIn) return "read";
  switch (by) {
    case "guard":
      return "blocked-by-guard";
    case "stack":
    case "unusable":
    case "insisted":
      return "blocked-by-stack";
    case "nothing":
      return isCarriedSealed(run) ? "carried-sealed" : "not-noticed";
    case "unclear":
      return "unknown";
  }
}

/** The attacker has every message that crossed it, and each was encrypted above the channel. */
function isCarriedSealed({ messages }: Run): boolean {
  const held = messages.filter(({ read }) => read !== undefined);
  return held.length > 0 && held.every(({ sealed }) => sealed !== undefined);
}
