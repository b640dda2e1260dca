import { createHash } from "node:crypto";
import type { Check } from "../../contract/check.ts";
import { logRoot } from "../../identityLog/identityLog.ts";
import { callAt } from "../../run/calls.ts";
import type { Run } from "../../run/run.ts";
import { ACTOR_NAMES, counterpartOf, isPeer } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

/**
 * Do the heads that the peers were shown follow from the entries, computed here, and was each alarm over the log due? That
 * an alarm was missed shows in the expectations, not here.
 */
export function identityLog({ run }: Case): Check[] {
  const heads = run.facts["log-head"];
  if (heads.length === 0) return [];
  const wrongHeads = heads.filter(({ root, seq }) => root !== logRoot(entriesBefore(run, seq)));
  const groundless = run.facts.alarm.filter((alarm) => isOverLog(alarm) && !isDue(run, alarm));
  const faults = [
    ...(wrongHeads.length > 0 ? [`${wrongHeads.length} of ${heads.length} heads do not`] : []),
    ...groundless.map(({ actor, code }) => `${ACTOR_NAMES[actor]} raised ${code} without cause`),
  ];
  const expected = `all ${heads.length}, and every alarm over the log is due`;
  return [
    {
      id: "identity-log",
      claim: "heads of the public log that follow from its entries, and alarms that follow from them",
      expected,
      observed: faults.length === 0 ? expected : faults.join("; "),
      ok: faults.length === 0,
      basis: [...run.facts["log-entry"], ...heads].map(({ seq }) => seq),
    },
  ];
}

type Alarm = Run["facts"]["alarm"][number];

function isOverLog({ code }: Alarm): boolean {
  return code === "LOG_ENTRY_MISSING" || code === "LOG_ENTRY_FOREIGN" || code === "LOG_UNUSABLE";
}

function isDue(run: Run, { actor, code, seq }: Alarm): boolean {
  const call = callAt(run.calls, seq);
  if (!isPeer(actor) || !call) return false;
  const entries = entriesBefore(run, seq);
  const { own, delivered } = call.peers[actor];
  const under = (name: string) => entries.filter((entry) => entry.name === name);
  if (code === "LOG_ENTRY_FOREIGN")
    return own !== undefined && under(actor).some(({ certificate }) => certificate !== sha256(own.der));
  if (code === "LOG_ENTRY_MISSING" && delivered) {
    const digest = sha256(delivered.certificate.der);
    return !under(counterpartOf(actor)).some(({ certificate }) => certificate === digest);
  }
  return false;
}

function entriesBefore(run: Run, before: number) {
  return run.facts["log-entry"].filter(({ seq }) => seq < before);
}

function sha256(der: Uint8Array): string {
  return createHash("sha256").update(der).digest("hex");
}
