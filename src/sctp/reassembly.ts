import { CHUNK_TYPE, type Chunk, type ControlChunk, type PayloadChunk } from "./chunk.ts";
import { type ChannelLabels, type DataChannelEvent, eventsOf, unread } from "./dataChannelEvent.ts";
import { type FragmentRun, Fragments } from "./fragments.ts";
import { type AbandonedMessage, InterleavedFragments } from "./interleavedFragments.ts";
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
      if (chunk.kind === "data" || chunk.kind === "i-data") this.#read(chunk, verificationTag, events);
      else if (chunk.type === CHUNK_TYPE.I_FORWARD_TSN)
        this.#abandonInterleaved(chunk, verificationTag, events);
    }
    const forward = chunks.findLast(isForwardTsn); // the last one covers all earlier ones
    if (forward !== undefined) this.#abandon(newCumulativeTsn(forward), verificationTag, events);
    return events;
  }

  #read(chunk: PayloadChunk, verificationTag: number, events: DataChannelEvent[]): void {
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
    if (chunk.kind === "i-data") {
      const { interleaved } = association;
      const message = interleaved.add(chunk);
      if (message !== undefined) events.push(...eventsOf(message, this.#labels));
      this.#forgetOverLimit(interleaved, events);
      return;
    }
    if (association.abandonedUpTo !== undefined && tsnDistance(chunk.tsn, association.abandonedUpTo) >= 0) {
      events.push(unread("abandoned", chunk.streamId, chunk.tsn, chunk.tsn));
      return;
    }
    const { fragments } = association;
    const message = fragments.add(chunk);
    if (message !== undefined) events.push(...eventsOf(message, this.#labels));
    this.#forgetOverLimit(fragments, events);
  }

  #forgetOverLimit(held: Fragments | InterleavedFragments, events: DataChannelEvent[]): void {
    while (held.heldBytes > this.#maxHeldBytes) {
      const dropped = held.dropOldest();
      if (dropped === undefined) return;
      events.push(unread("overflow", dropped.streamId, dropped.firstTsn, dropped.lastTsn));
    }
  }

  #abandonInterleaved(chunk: ControlChunk, verificationTag: number, events: DataChannelEvent[]): void {
    const association = this.#association(verificationTag);
    for (const message of abandonedMessages(chunk)) {
      const dropped: readonly FragmentRun[] = association?.interleaved.dropUpTo(message) ?? [];
      for (const run of dropped) events.push(unread("abandoned", run.streamId, run.firstTsn, run.lastTsn));
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
    const association = {
      window: new TsnWindow(),
      fragments: new Fragments(),
      interleaved: new InterleavedFragments(),
      abandonedUpTo: undefined,
    };
    this.#associations.set(verificationTag, association);
    return association;
  }
}

interface Association {
  readonly window: TsnWindow;
  readonly fragments: Fragments;
  readonly interleaved: InterleavedFragments;
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

/** The streams of an I-FORWARD-TSN (RFC 8260 §2.3.1), each with the last message that its sender gave up. */
function abandonedMessages({ value }: ControlChunk): AbandonedMessage[] {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const count = Math.floor((value.length - 4) / 8);
  return Array.from({ length: Math.max(count, 0) }, (_, index) => {
    const at = 4 + index * 8;
    return {
      streamId: view.getUint16(at),
      unordered: (view.getUint16(at + 2) & 1) === 1,
      messageId: view.getUint32(at + 4),
    };
  });
}
