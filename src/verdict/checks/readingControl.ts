import type { Case } from "../../run/case.ts";
import { eventsOf } from "../../trace/events.ts";
import type { Check } from "../contract.ts";

/**
 * Of an attack that reads: what the interceptor wrote down equals, message for message, what the peers sent
 * through it. Less would mean that it lost something, more that it made something up.
 */
export function readingControl({ scenario, trace }: Case): Check[] {
  if (scenario.calls.every(({ attack }) => attack === undefined)) return [];
  const read = eventsOf(trace, "message-read");
  const sent = eventsOf(trace, "message-sent").filter(({ seq }) => viaAttack(trace, seq));
  const key = (from: string, { channel, type, sha256 }: { channel: string; type: string; sha256: string }) =>
    `${from} ${channel} ${type} ${sha256}`;
  const inLog = read.map((message) => key(message.from, message)).toSorted();
  const asSent = sent.map((message) => key(message.actor, message)).toSorted();
  const equal = inLog.length === asSent.length && inLog.every((entry, index) => entry === asSent[index]);
  return [
    {
      id: "reading-control",
      claim: "the interceptor's log of plaintext equals what the peers sent through it",
      expected: `${sent.length} messages, equal by hash`,
      observed: equal
        ? `${read.length} messages, equal by hash`
        : `${read.length} messages, not the same ones`,
      ok: sent.length === 0 ? null : equal,
      basis: [...sent, ...read].slice(0, 20).map(({ seq }) => seq),
    },
  ];
}

function viaAttack(trace: Case["trace"], seq: number): boolean {
  return eventsOf(trace, "call-started").findLast((call) => call.seq < seq)?.via !== "honest";
}
