import { createHash } from "node:crypto";
import { type ChannelMessage, openSealed } from "../sealing/sealedChannel.ts";
import { type EventOf, eventsOf, type TraceEvent } from "../trace/events.ts";
import { isPeer, PEERS, type PeerName } from "../trace/parties.ts";
import type { RunCall } from "./calls.ts";
import type { Place } from "./search.ts";

/** A message that was encrypted above the channel, and what crossed the channel in its place. */
export interface RunSeal {
  readonly from: PeerName;
  readonly sent: EventOf<"message-sent">;
  readonly crossing: EventOf<"message-sealed">;
  /** The key of its sender's messages, if both peers of the call reported one and the same. */
  readonly key: Uint8Array | undefined;
}

export function sealsOf(trace: readonly TraceEvent[], calls: readonly RunCall[]): RunSeal[] {
  return calls.flatMap(({ seq, endSeq }) => {
    const events = trace.filter((event) => event.seq >= seq && event.seq < endSeq);
    return eventsOf(events, "message-sealed").flatMap((crossing): RunSeal[] => {
      const { actor: from, channel } = crossing;
      if (!isPeer(from)) return [];
      const sent = eventsOf(events, "message-sent").findLast(
        (event) => event.actor === from && event.channel === channel && event.seq < crossing.seq,
      );
      return sent ? [{ from, sent, crossing, key: keyOf(events, from) }] : [];
    });
  });
}

function keyOf(events: readonly TraceEvent[], from: PeerName): Uint8Array | undefined {
  const reports = eventsOf(events, "seal-keys");
  const values = PEERS.map((peer) => reports.find(({ actor }) => actor === peer)?.[from]);
  const [one, other] = values;
  return one !== undefined && one === other ? Buffer.from(one, "hex") : undefined;
}

/** Opens a seal's bytes, from the trace or from wherever else they were found. Undefined: they do not open. */
export function openWithTrueKey({ key, crossing }: RunSeal, bytes: Uint8Array): ChannelMessage | undefined {
  return key && openSealed(key, crossing.channel, bytes);
}

/** What the sealed messages among these places say, opened with the peers' own keys. */
export function openedAmong(places: readonly Place[], seals: readonly RunSeal[]): Place[] {
  const byHash = new Map(seals.map((seal) => [seal.crossing.sha256, seal]));
  return places.flatMap(({ basis, bytes }) => {
    const seal = byHash.get(createHash("sha256").update(bytes).digest("hex"));
    const opened = seal && openWithTrueKey(seal, bytes);
    return opened ? [{ basis, bytes: opened.content }] : [];
  });
}
