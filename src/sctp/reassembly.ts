import { CHUNK_TYPE, type Chunk, type ControlChunk, type DataChunk } from "./chunk.ts";
import { type ChannelLabels, type DataChannelEvent, eventsOf, unread } from "./dataChannelEvent.ts";
import { Fragments } from "./fragments.ts";
import { parsePacket } from "./packet.ts";
import { TsnWindow, tsnDistance } from "./tsnWindow.ts";

/**
 * An eavesdropper's view of the data channels in ONE direction of an SCTP session (RFC 8831). Feed it that
 * direction's packets as they pass, decrypted; they may be lost, repeated, reordered and fragmented. It returns each
 * message exactly once, as soon as its last missing fragment is seen, and not in the order that the receiver will
 * restore: a message that the sender abandons, or whose packet never arrives, was still disclosed here.
 *
 * It believes the sender. It checks neither checksums nor whether the receiver accepted anything. A packet with
 * another verification tag belongs to another association and is kept apart.
 */
export class DataChannelReader {
  readonly #labels: ChannelLabels;
  readonly #maxHeldBytes: number;
  readonly #associations = new Map<number, Association>();

  /** `maxHeldBytes` bounds what waits for its missing fragments, in each association. */
  constructor(options: { readonly labels?: ChannelLabels; readonly maxHeldBytes?: number } = {}) {
    this.#labels = options.labels ?? new Map();
    this.#maxHeldBytes = options.maxHeldBytes ?? 16 * 1024 * 1024;
  }

  /**
   * What this SCTP packet opens or completes. Contents may be views of `packet`.
   * @throws SctpParseError as `parsePacket` does, before anything of the packet is used
   */
  push(packet: Uint8Array): DataChannelEvent[] {
    const { verificationTag, chunks } = parsePacket(packet);
    const events: DataChannelEvent[] = [];
    for (const chunk of chunks) {
      if (chunk.kind === "data") this.#readData(chunk, verificationTag, events);
      else if (chunk.type === CHUNK_TYPE.I_DATA) events.push({ kind: "unread", reason: "i-data" });
    }
    const forward = chunks.findLast(isForwardTsn); // the last one covers all earlier ones
    if (forward !== undefined) this.#abandon(newCumulativeTsn(forward), verificationTag, events);
    return events;
  }

  #readData(chunk: DataChunk, verificationTag: number, events: DataChannelEvent[]): void {
    const association = this.#association(verificationTag);
    if (association === undefined) {
      events.push(unread("too-many-associations", chunk.streamId, chunk.tsn, chunk.tsn));
      return;
    }
    const seen = association.window.see(chunk.tsn);
    if (seen === "outside") events.push(unread("outside-window", chunk.streamId, chunk.tsn, chunk.tsn));
    if (seen !== "new") return;
    if (chunk.beginning && chunk.ending) {
      events.push(...eventsOf({ first: chunk, content: chunk.payload, lastTsn: chunk.tsn }, this.#labels));
      return;
    }
    if (association.abandonedUpTo !== undefined && tsnDistance(chunk.tsn, association.abandonedUpTo) >= 0) {
      events.push(unread("abandoned", chunk.streamId, chunk.tsn, chunk.tsn));
      return;
    }
    const { fragments } = association;
    const message = fragments.add(chunk);
    if (message !== undefined) events.push(...eventsOf(message, this.#labels));
    while (fragments.heldBytes > this.#maxHeldBytes) {
      const dropped = fragments.dropOldest();
      if (dropped === undefined) return;
      events.push(unread("overflow", dropped.streamId, dropped.firstTsn, dropped.lastTsn));
    }
  }

  #abandon(tsn: number, verificationTag: number, events: DataChannelEvent[]): void {
    const association = this.#association(verificationTag);
    if (association === undefined) return;
    const { abandonedUpTo } = association;
    if (abandonedUpTo !== undefined && tsnDistance(abandonedUpTo, tsn) <= 0) return; // an old one, repeated
    association.abandonedUpTo = tsn;
    for (const run of association.fragments.dropUpTo(tsn)) {
      events.push(unread("abandoned", run.streamId, run.firstTsn, run.lastTsn));
    }
  }

  #association(verificationTag: number): Association | undefined {
    const known = this.#associations.get(verificationTag);
    if (known !== undefined || this.#associations.size === MAX_ASSOCIATIONS) return known;
    const association = { window: new TsnWindow(), fragments: new Fragments(), abandonedUpTo: undefined };
    this.#associations.set(verificationTag, association);
    return association;
  }
}

interface Association {
  readonly window: TsnWindow;
  readonly fragments: Fragments;
  abandonedUpTo: number | undefined;
}

const MAX_ASSOCIATIONS = 8; // a restart begins another one; a peer cannot make us keep more

/** A FORWARD-TSN that is too short for its TSN is ignored. */
function isForwardTsn(chunk: Chunk): chunk is ControlChunk {
  return chunk.kind === "control" && chunk.type === CHUNK_TYPE.FORWARD_TSN && chunk.value.length >= 4;
}

function newCumulativeTsn({ value }: ControlChunk): number {
  return new DataView(value.buffer, value.byteOffset).getUint32(0);
}
