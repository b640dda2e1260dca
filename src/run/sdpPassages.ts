import type { PeerName } from "../trace/parties.ts";
import type { Basis } from "../verdict/contract.ts";
import type { CallTrace } from "./calls.ts";

/** One text on its way from a peer to the other: what was sent, and what arrived. */
export interface Passage {
  readonly what: string;
  readonly from: PeerName;
  readonly to: PeerName;
  readonly sent: string;
  /** Undefined: nothing arrived. */
  readonly received: string | undefined;
  readonly basis: Basis;
}

/** Offers, answers and the trickled candidates of a call; the candidates of one peer count as one text. */
export function passagesOf({ events }: CallTrace): Passage[] {
  const descriptions = events.flatMap((event): Passage[] => {
    if (event.kind !== "description-sent" || (event.actor !== "alice" && event.actor !== "bob")) return [];
    const from = event.actor;
    const to = from === "alice" ? "bob" : "alice";
    const arrived = events.find(
      (other) => other.kind === "description-received" && other.actor === to && other.type === event.type,
    );
    const received = arrived?.kind === "description-received" ? arrived.sdp : undefined;
    const basis = arrived ? [event.seq, arrived.seq] : [event.seq];
    return [{ what: event.type, from, to, sent: event.sdp, received, basis }];
  });
  return [...descriptions, ...(["alice", "bob"] as const).flatMap((from) => candidates(events, from))];
}

function candidates(events: CallTrace["events"], from: PeerName): Passage[] {
  const to = from === "alice" ? "bob" : "alice";
  const sent = events.filter((event) => event.kind === "candidate-sent" && event.actor === from);
  const received = events.filter((event) => event.kind === "candidate-received" && event.actor === to);
  if (sent.length === 0 && received.length === 0) return [];
  const text = (all: CallTrace["events"]): string =>
    all
      .map((event) =>
        event.kind === "candidate-sent" || event.kind === "candidate-received"
          ? `a=${event.candidate}\r\n`
          : "",
      )
      .join("");
  return [
    {
      what: "candidates",
      from,
      to,
      sent: text(sent),
      received: received.length === 0 ? undefined : text(received),
      basis: [...sent, ...received].map(({ seq }) => seq),
    },
  ];
}
