import { type Basis, linesOf } from "../contract/basis.ts";
import { counterpartOf, PEERS, type PeerName } from "../trace/parties.ts";
import type { PeerCall, RunCall } from "./calls.ts";
import type { Signal } from "./signals.ts";

/** One text on its way from a peer to the other: what was sent, and what arrived, by the peers' own word; of a bye, by the server's log. */
export interface Passage {
  readonly call: number;
  readonly what: "offer" | "answer" | "candidates" | "bye";
  readonly from: PeerName;
  readonly to: PeerName;
  /** Undefined: it arrived, and the other peer sent no such thing. */
  readonly sent: string | undefined;
  /** Undefined: nothing arrived. */
  readonly received: string | undefined;
  readonly outcome: "byte-for-byte" | "changed" | "not-arrived" | "invented";
  readonly basis: Basis;
}

/**
 * Offers, answers and trickled candidates of a call. The candidates of one peer count as one text. A peer that hangs up
 * hears no more candidates: those that the other one sent afterwards are not missed.
 */
export function passagesOf(call: RunCall): Passage[] {
  return [
    ...(["offer", "answer"] as const).flatMap((what) =>
      PEERS.flatMap((from) => descriptions(call, what, from)),
    ),
    ...PEERS.flatMap((from) => candidates(call, from) ?? []),
    ...PEERS.flatMap((from) => bye(call, from) ?? []),
  ];
}

/** A peer may make several in a call: the signalling keeps their order. */
function descriptions(call: RunCall, what: "offer" | "answer", from: PeerName): Passage[] {
  const to = counterpartOf(from);
  const sent = call.peers[from].descriptionsSent.filter(({ type }) => type === what);
  const received = call.peers[to].descriptionsReceived.filter(({ type }) => type === what);
  return Array.from({ length: Math.max(sent.length, received.length) }, (_, index) =>
    passage(
      call,
      { what, from, to },
      sent[index]?.sdp,
      received[index]?.sdp,
      linesOf(sent[index], received[index]),
    ),
  );
}

function candidates(call: RunCall, from: PeerName): Passage | undefined {
  const to = counterpartOf(from);
  const received = call.peers[to].candidatesReceived;
  const listens = ({ seq }: { readonly seq: number }) => seq < hungUpAt(call.peers[to]);
  const sent = call.peers[from].candidatesSent.filter((event) => received.length > 0 || listens(event));
  if (sent.length === 0 && received.length === 0) return undefined;
  const text = (all: readonly { readonly candidate: string }[]) =>
    all.length === 0 ? undefined : all.map(({ candidate }) => `a=${candidate}\r\n`).join("");
  return passage(
    call,
    { what: "candidates", from, to },
    text(sent),
    text(received),
    linesOf(...sent, ...received),
  );
}

/** The peers report no bye. What the server logs as received came while the other peer was still in the room. */
function bye(call: RunCall, from: PeerName): Passage | undefined {
  const to = counterpartOf(from);
  const isBye = ({ content }: Signal) => content.kind === "other" && content.type === "bye";
  const byes = call.signals.filter(isBye);
  const sent = byes.find(({ direction, peer }) => direction === "received" && peer === from);
  if (!sent) return undefined;
  const received = byes.find(
    ({ direction, peer, seq }) => direction === "sent" && peer === to && seq > sent.seq,
  );
  return passage(call, { what: "bye", from, to }, sent.raw, received?.raw, linesOf(sent, received));
}

function hungUpAt({ hungUp }: PeerCall): number {
  return hungUp?.seq ?? Number.POSITIVE_INFINITY;
}

function passage(
  { number }: RunCall,
  way: Pick<Passage, "what" | "from" | "to">,
  sent: string | undefined,
  received: string | undefined,
  basis: Basis,
): Passage {
  const outcome =
    sent === undefined
      ? "invented"
      : received === undefined
        ? "not-arrived"
        : sent === received
          ? "byte-for-byte"
          : "changed";
  return { call: number, ...way, sent, received, outcome, basis };
}
