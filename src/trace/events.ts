import * as v from "valibot";
import { conductorFacts } from "./facts/conductorFacts.ts";
import { count } from "./facts/fields.ts";
import { instrumentFacts } from "./facts/instrumentFacts.ts";
import { networkFacts } from "./facts/networkFacts.ts";
import { peerFacts } from "./facts/peerFacts.ts";
import { secretFacts } from "./facts/secretFacts.ts";
import { serverFacts } from "./facts/serverFacts.ts";
import { ACTORS } from "./parties.ts";

/**
 * The facts that actors report, one discriminated union. A trace is an ordered list of events: a fact, who
 * reported it, and when. Facts say what happened to the actor that reports them. They never judge.
 * Times (`at`) are milliseconds since the run started, on one monotonic clock that all actors share.
 */
export const factSchema = v.variant("kind", [
  ...conductorFacts,
  ...peerFacts,
  ...secretFacts,
  ...serverFacts,
  ...networkFacts,
  ...instrumentFacts,
]);
export type Fact = v.InferOutput<typeof factSchema>;
export type FactKind = Fact["kind"];
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;

/** `seq` is the line's number in `trace.jsonl`, from 1; `at` is in milliseconds since the run started. */
const envelopeSchema = v.object({
  seq: v.pipe(count, v.minValue(1)),
  at: v.number(),
  actor: v.picklist(ACTORS),
});
type Envelope = Readonly<v.InferOutput<typeof envelopeSchema>>;

/** One line of `trace.jsonl`: an envelope and a fact, flat. */
export const eventSchema = v.intersect([envelopeSchema, factSchema]);
export type TraceEvent = Envelope & Fact;
export type EventOf<K extends FactKind> = Envelope & FactOf<K>;

/** All events of one kind, in order. */
export function eventsOf<K extends FactKind>(trace: readonly TraceEvent[], kind: K): EventOf<K>[] {
  return trace.filter((event): event is EventOf<K> => event.kind === kind);
}

export { TRACE_FORMAT } from "./facts/conductorFacts.ts";
export { KEY_LOG_LABELS, type KeyLogLabel } from "./facts/secretFacts.ts";
