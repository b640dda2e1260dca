import { type EventOf, eventsOf, type TraceEvent } from "../trace/events.ts";
import { isPeer, type PeerName } from "../trace/parties.ts";
import type { RunAssociation } from "./associations.ts";
import type { Observed, ObservedPlace } from "./observed.ts";
import { openedAmong, type RunSeal } from "./seals.ts";
import { type Hit, type Place, searchFor } from "./search.ts";

/** A random secret that was made for this run as message content, and every place in which it turned up. */
export interface RunCanary {
  readonly name: string;
  readonly value: string;
  readonly seq: number;
  /** Why its message was never sent. Undefined: no step with it was skipped. */
  readonly withheld: EventOf<"step-skipped"> | undefined;
  /** The messages that a peer sent or received and that have it, by that peer's own word. */
  readonly inMessages: Readonly<Record<PeerName, readonly number[]>>;
  /** The lines of the sender alone. */
  readonly sentIn: readonly number[];
  /** Where an observer has it as it came: found by search. */
  readonly observed: readonly Hit<ObservedPlace>[];
  /** Where it stands in what opens with the true session secrets, and with the peers' own keys where it is sealed: the control of every decryption. */
  readonly inOpened: readonly Hit[];
}

export function canariesOf(
  trace: readonly TraceEvent[],
  { places }: Observed,
  {
    associations,
    seals,
  }: { readonly associations: readonly RunAssociation[]; readonly seals: readonly RunSeal[] },
): RunCanary[] {
  const sent = eventsOf(trace, "message-sent").map(placeOf);
  const all = [...eventsOf(trace, "message-sent"), ...eventsOf(trace, "message-received")];
  const crossed = associations.flatMap(({ content }) => content);
  const opened = [...crossed, ...openedAmong(crossed, seals)];
  const skipped = eventsOf(trace, "step-skipped");
  return eventsOf(trace, "canary-made").map(({ name, value, seq }): RunCanary => {
    const bytes = Buffer.from(value);
    const inMessagesOf = (peer: PeerName) =>
      all.flatMap((event) => {
        const has = isPeer(event.actor) && event.actor === peer;
        return has && Buffer.from(event.head, "base64").includes(bytes) ? event.seq : [];
      });
    return {
      name,
      value,
      seq,
      withheld: skipped.find(({ canary }) => canary === name),
      inMessages: { alice: inMessagesOf("alice"), bob: inMessagesOf("bob") },
      sentIn: searchFor(bytes, sent).flatMap(({ basis }) => (typeof basis === "number" ? basis : [])),
      observed: searchFor(bytes, places),
      inOpened: searchFor(bytes, opened),
    };
  });
}

function placeOf({ seq, head }: { readonly seq: number; readonly head: string }): Place {
  return { basis: seq, bytes: Buffer.from(head, "base64") };
}
