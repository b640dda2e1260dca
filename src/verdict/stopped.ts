import { type Basis, linesOf } from "../contract/basis.ts";
import type { Evidence } from "../contract/evidence.ts";
import { callAt } from "../run/calls.ts";
import type { Run } from "../run/run.ts";
import type { AlarmCode } from "../trace/alarmCode.ts";
import { PEERS } from "../trace/parties.ts";

/**
 * What stood in the attacker's way at the end of a run that was attacked, from the alarms and the reasons of the links
 * alone. It does not say whether content had got out before.
 *
 * added: something that the peers do beside WebRTC raised an alarm. guard: the lab's own check of the proof of possession,
 * which this stack lacks. stack: WebRTC's comparison of certificate and SDP. unusable: the attacker named no fingerprint
 * that the stack accepts, which is its own mistake. insisted: the attacker had the peers asked for no DTLS, and the stack
 * connects by DTLS or not at all. nothing: a peer went on. unclear: no link came about, for a reason that
 * need not be a defence.
 */
export interface Stop {
  readonly by: "added" | "guard" | "stack" | "unusable" | "insisted" | "nothing" | "unclear";
  readonly codes: readonly AlarmCode[];
  readonly basis: Basis;
}

const GUARD: AlarmCode = "POSSESSION_REFUTED";

export function whatStopped(run: Run, evidence: Evidence): Stop {
  const raised = alarmsUnderAttack(run, evidence);
  const added = raised.filter(({ code }) => code !== GUARD);
  if (added.length > 0) return stop("added", linesOf(...added), codesOf(added));
  const links = PEERS.map((peer) => evidence.link[peer]);
  const basis = links.flatMap((link) => link.basis);
  const failedFor = (reason: Evidence["link"]["alice"]["reason"]) =>
    links.some((link) => link.reason === reason);
  if (raised.length > 0 || failedFor("possession-refuted"))
    return stop("guard", [...linesOf(...raised), ...basis], codesOf(raised));
  if (links.some(({ value }) => value === "connected")) return stop("nothing", basis);
  if (failedFor("certificate-not-signalled")) return stop("stack", basis);
  if (failedFor("no-fingerprint")) return stop("insisted", basis);
  return failedFor("no-usable-fingerprint") ? stop("unusable", basis) : stop("unclear", basis);
}

/** The alarms of calls in which somebody was in the middle. */
export function alarmsUnderAttack({ calls }: Run, { alarms }: Evidence): Evidence["alarms"] {
  return alarms.filter((alarm) => callAt(calls, alarm.seq)?.attacker !== undefined);
}

function codesOf(alarms: Evidence["alarms"]): AlarmCode[] {
  return [...new Set(alarms.map(({ code }) => code))];
}

function stop(by: Stop["by"], basis: Basis, codes: readonly AlarmCode[] = []): Stop {
  return { by, codes, basis };
}
