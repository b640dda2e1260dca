import { createHash } from "node:crypto";
import { EXCHANGE_CHANNEL, roleInExchange } from "../comparison/codeExchange.ts";
import { decodeCodeMessage } from "../comparison/codeMessage.ts";
import { COMPARISON_METHODS, isComparisonMethodId } from "../comparison/index.ts";
import type { ComparisonMethod } from "../comparison/method.ts";
import { type PeerRecord, type Recomputed, recompute } from "../comparison/recompute.ts";
import { type ExporterUse, exporterOf } from "../dtls/crypto/exporter.ts";
import { type EventOf, eventsOf, type TraceEvent } from "../trace/events.ts";
import { ACTOR_NAMES, counterpartOf, isPeer, type PeerName } from "../trace/parties.ts";
import type { RunAssociation } from "./associations.ts";
import { callAt, type RunCall } from "./calls.ts";

/** One peer's comparison, worked out again from its certificates and the messages that it exchanged. */
export interface RunComparison {
  readonly call: number;
  readonly by: PeerName;
  readonly method: string;
  /** The channel of the call over which it was made. Undefined: a channel beside the call. */
  readonly over: string | undefined;
  /** What this peer heard: beside the call what the other had to read aloud, over it what the peer says that it heard. */
  readonly heard: string;
  /** What it had to expect. Undefined: nothing follows from the trace. */
  readonly expected: string | undefined;
  readonly matches: boolean;
  /** What does not follow from the rest of the trace, one sentence each: somebody erred, lied or made it up. */
  readonly contradictions: readonly string[];
  readonly seq: number;
}

export function comparisonsOf(
  trace: readonly TraceEvent[],
  calls: readonly RunCall[],
  associations: readonly RunAssociation[],
): RunComparison[] {
  return eventsOf(trace, "compared").flatMap((compared) => {
    const call = callAt(calls, compared.seq);
    if (!isPeer(compared.actor) || !call) return [];
    return [comparisonOf({ trace, call, associations }, compared.actor, compared)];
  });
}

interface Given {
  readonly trace: readonly TraceEvent[];
  readonly call: RunCall;
  readonly associations: readonly RunAssociation[];
}

function comparisonOf(
  { trace, call, associations }: Given,
  by: PeerName,
  compared: EventOf<"compared">,
): RunComparison {
  const { method: id, over, seq } = compared;
  const other = counterpartOf(by);
  const method = isComparisonMethodId(id) ? COMPARISON_METHODS[id] : undefined;
  const mine = part(trace, call, by, compared);
  const theirs = part(trace, call, other, compared);
  const own = method && recomputed(method, { call, associations }, mine);
  const others = method && recomputed(method, { call, associations }, theirs);
  const passed = eventsOf(mine.conductor, "passed-out-of-band").findLast(({ to }) => to === by);
  const said = eventsOf(theirs.events, "read-aloud").at(-1);
  const arrived = eventsOf(mine.events, "message-received").some(
    ({ head }) => Buffer.from(head, "base64").toString("utf8") === compared.heard,
  );
  const contradictions = [
    ...(method ? [] : [`${ACTOR_NAMES[by]} compared by a method that is not known`]),
    ...(own?.contradictions ?? []).map(({ message }) => `${ACTOR_NAMES[by]} ${message}`),
    ...(others?.contradictions ?? []).map(({ message }) => `${ACTOR_NAMES[other]} ${message}`),
    ...(method && !own ? [`${ACTOR_NAMES[by]} compared without having two certificates`] : []),
    ...(over === undefined
      ? [
          !passed && `${ACTOR_NAMES[by]} heard what nobody passed on`,
          passed &&
            passed.value !== compared.heard &&
            `${ACTOR_NAMES[by]} heard something else than was passed on`,
          passed &&
            said?.value !== passed.value &&
            `something else was passed on than ${ACTOR_NAMES[other]} read aloud`,
        ]
      : [!arrived && `${ACTOR_NAMES[by]} heard what never arrived`]),
    compared.equal !== (compared.heard === compared.expected) &&
      `${ACTOR_NAMES[by]} misjudged its own comparison`,
  ].filter((sentence) => typeof sentence === "string");
  const heard = over === undefined ? (others?.readAloud ?? compared.heard) : compared.heard;
  const expected = own?.expects;
  return {
    call: call.number,
    by,
    method: id,
    over,
    heard,
    expected,
    matches: heard !== "" && heard === expected,
    contradictions,
    seq,
  };
}

/** What a peer did for one comparison: from its comparison before, or the call's beginning, to this one. */
interface Part {
  readonly peer: PeerName;
  readonly events: readonly TraceEvent[];
  /** What the conductor reported in that time. */
  readonly conductor: readonly TraceEvent[];
  readonly compared: EventOf<"compared"> | undefined;
}

function part(
  trace: readonly TraceEvent[],
  call: RunCall,
  peer: PeerName,
  { method, over, seq }: EventOf<"compared">,
): Part {
  const all = eventsOf(trace, "compared").filter(
    (event) => event.actor === peer && event.seq > call.seq && event.seq < call.endSeq,
  );
  // The two peers compare side by side: the same comparison of the other one is the nearest alike.
  const alike = all.filter((event) => event.method === method && event.over === over);
  const compared = nearest(alike, seq);
  const until = compared?.seq ?? seq;
  const since = all.findLast((event) => event.seq < until)?.seq ?? call.seq;
  const within = trace.filter((event) => event.seq > since && event.seq < until);
  return {
    peer,
    events: within.filter(({ actor }) => actor === peer),
    conductor: within.filter(({ actor }) => actor === "conductor"),
    compared,
  };
}

function nearest<T extends { readonly seq: number }>(events: readonly T[], seq: number): T | undefined {
  return events.toSorted((a, b) => Math.abs(a.seq - seq) - Math.abs(b.seq - seq))[0];
}

function recomputed(
  method: ComparisonMethod,
  { call, associations }: Pick<Given, "call" | "associations">,
  record: Part,
): Recomputed | undefined {
  const { own, delivered } = call.peers[record.peer];
  if (!own || !delivered) return undefined;
  const session = associations.findLast(
    ({ call: number, ends }) => number === call.number && ends.includes(record.peer),
  );
  const exported = method.binds === "session" && session ? exportedFrom(session, method.exporter) : undefined;
  return recompute(method, {
    own: sha256(own.der),
    delivered: sha256(delivered.certificate.der),
    ...(exported && { exported }),
    ...(method.exchange && {
      exchange: { role: roleInExchange(record.peer), messages: exchangedIn(record.events) },
    }),
    reported: reportedIn(record),
  });
}

/** Only a peer on DTLS 1.2 says what its session's secret is. */
function exportedFrom(session: RunAssociation, use: ExporterUse): Uint8Array | undefined {
  if (session.dtls !== "1.2" || !session.masterSecret) return undefined;
  return exporterOf(session.association, session.masterSecret)(use);
}

function exchangedIn(events: readonly TraceEvent[]) {
  return events.flatMap((event) => {
    if (event.kind !== "message-sent" && event.kind !== "message-received") return [];
    if (event.channel !== EXCHANGE_CHANNEL) return [];
    const message = decodeCodeMessage(Buffer.from(event.head, "base64").toString("utf8"));
    return message
      ? [{ direction: event.kind === "message-sent" ? ("sent" as const) : ("received" as const), message }]
      : [];
  });
}

function reportedIn({ events, compared }: Part): PeerRecord["reported"] {
  const code = eventsOf(events, "code-exchanged").at(-1)?.code;
  const readAloud = eventsOf(events, "read-aloud").at(-1)?.value;
  return {
    ...(code !== undefined && { code }),
    ...(readAloud !== undefined && { readAloud }),
    ...(compared && { expected: compared.expected }),
  };
}

function sha256(der: Uint8Array): Uint8Array {
  return createHash("sha256").update(der).digest();
}
