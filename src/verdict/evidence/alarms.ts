import type { Evidence } from "../../contract/evidence.ts";
import { callAt } from "../../run/calls.ts";
import type { Run } from "../../run/run.ts";
import { isPeer } from "../../trace/parties.ts";

/** The alarms that the peers raised, and whether each came before either peer had sent content in that call. */
export function alarms({ facts, calls, messages }: Run): Evidence["alarms"] {
  return facts.alarm.flatMap(({ actor, code, seq }) => {
    if (!isPeer(actor)) return [];
    const call = callAt(calls, seq)?.number;
    const beforeContent = !messages.some(
      (message) =>
        message.call === call &&
        message.purpose === "content" &&
        message.sent !== undefined &&
        message.sent.seq < seq,
    );
    return [{ by: actor, code, seq, beforeContent }];
  });
}
