import {
  CHUNK_TYPE,
  type Chunk,
  COMMON_HEADER_LENGTH,
  DATA_HEADER_LENGTH,
  FLAG,
  I_DATA_HEADER_LENGTH,
  type PayloadChunk,
  paddedLength,
} from "./chunk.ts";
import { withChecksum } from "./crc32c.ts";
import type { Sack, TsnRange } from "./sack.ts";
import { SenderState } from "./senderState.ts";
import { forwardedTo, resetStreams } from "./sequenceChunks.ts";
import { Steps } from "./steps.ts";
import { tsnAfter, tsnDistance } from "./tsnWindow.ts";

/** A message that its seeming sender never sent. */
export interface InsertedMessage {
  readonly streamId: number;
  readonly ppid: number;
  /** Not empty. */
  readonly content: Uint8Array;
}

/**
 * Messages of a man in the middle among those of one sender. Each takes TSNs and a stream sequence number of its own, so
 * all later numbers of the sender are moved for the receiver, and the receiver's acknowledgements are moved back for
 * the sender (RFC 9260 §3.3.1, §3.3.4). The association stays end to end; both ends see gapless numbers.
 *
 * It believes both ends, and takes what a gap acknowledges as arrived for good: a receiver may take that back
 * (RFC 9260 §6.2), and no WebRTC stack that was tried does.
 */
export class Insertions {
  readonly #sender = new SenderState();
  readonly #tsns = new Steps();
  readonly #sequences = new Map<number, Steps>();
  /** Sent, and not acknowledged yet. */
  #unacknowledged: { readonly tsn: number; readonly packet: Uint8Array }[] = [];
  /** A FORWARD-TSN that would have the receiver give up what was inserted before it. */
  #heldForward: Uint8Array | undefined;

  constructor() {
    this.#sender.onStreamReset = (streamId, after) => this.#sequences.get(streamId)?.add(after, 0);
    this.#sender.onRestart = () => this.#forget();
  }

  /** Nothing was inserted so far: all numbers are the sender's own. */
  get isEmpty(): boolean {
    return this.#tsns.last === undefined;
  }

  /** Which kind of chunk the sender uses, as far as is known. */
  get kind(): PayloadChunk["kind"] | undefined {
    return this.#sender.kind;
  }

  /** Takes a packet of the sender, as it came. @throws SctpParseError as `parsePacket` does */
  see(packet: Uint8Array): void {
    this.#sender.see(packet);
  }

  /**
   * The packets that put a message after all that the sender has sent. Undefined: not now, because an earlier packet is
   * missing or the sender is in the middle of a message. `kind` is used where the sender has sent no message yet.
   */
  insert({ streamId, ppid, content }: InsertedMessage, kind: PayloadChunk["kind"]): Uint8Array[] | undefined {
    const { position } = this.#sender;
    if (!position) return undefined;
    const { header, after } = position;
    const before = this.#tsns.at(tsnAfter(after));
    const sequences = this.#sequences.get(streamId) ?? new Steps();
    const inStream = sequences.at(tsnAfter(after));
    const sequence = this.#sender.nextIn(streamId) + inStream;
    const fragments = Math.max(1, Math.ceil(content.length / FRAGMENT_BYTES));
    const made = Array.from({ length: fragments }, (_, index) => {
      const tsn = tsnAfter(after, before + 1 + index);
      const payload = content.subarray(index * FRAGMENT_BYTES, (index + 1) * FRAGMENT_BYTES);
      const at = { tsn, streamId, sequence, ppid, index, isLast: index === fragments - 1 };
      return { tsn, packet: packetOf(header, fragment(this.#sender.kind ?? kind, at, payload)) };
    });
    this.#tsns.add(after, before + fragments);
    sequences.add(after, inStream + 1);
    this.#sequences.set(streamId, sequences);
    this.#unacknowledged.push(...made);
    return made.map(({ packet }) => packet);
  }

  /** What the receiver has not acknowledged so far, to be sent again. */
  get unacknowledged(): readonly Uint8Array[] {
    return this.#unacknowledged.map(({ packet }) => packet);
  }

  /** Takes an acknowledgement of the receiver. Returns what was held back for it, as the receiver must see it. */
  acknowledged({ cumulative, gaps }: Sack): Uint8Array | undefined {
    this.#unacknowledged = this.#unacknowledged.filter(
      ({ tsn }) =>
        tsnDistance(tsn, cumulative) < 0 &&
        !gaps.some(({ first, last }) => tsnDistance(first, tsn) >= 0 && tsnDistance(tsn, last) >= 0),
    );
    if (this.#unacknowledged.length > 0) return undefined;
    const held = this.#heldForward;
    this.#heldForward = undefined;
    return held;
  }

  /** A chunk of the sender as the receiver must see it, or undefined: not now. `bytes` is the whole chunk, and may be changed. */
  forReceiver(chunk: Chunk, bytes: Uint8Array, header: Uint8Array): Uint8Array | undefined {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (chunk.kind !== "control") {
      view.setUint32(4, this.#moved(chunk.tsn));
      const by = chunk.unordered ? 0 : this.#inStream(chunk.streamId, chunk.tsn);
      if (chunk.kind === "data") view.setUint16(10, (chunk.streamSequenceNumber + by) & 0xffff);
      else view.setUint32(12, tsnAfter(chunk.messageId, by));
      return bytes;
    }
    const reset = resetStreams(chunk);
    // What was inserted after the sender's last message was said before the stream is reset, too.
    if (reset) view.setUint32(4 + reset.lastTsnAt, tsnAfter(this.#moved(tsnAfter(reset.lastTsn)), -1));
    const forwarded = forwardedTo(chunk);
    if (!forwarded) return bytes;
    const moved = this.#moved(forwarded.tsn);
    view.setUint32(4, moved);
    for (const { at, streamId, sequence, unordered } of forwarded.streams) {
      const next = unordered ? sequence : sequence + this.#inStream(streamId, forwarded.tsn);
      if (chunk.type === CHUNK_TYPE.FORWARD_TSN) view.setUint16(4 + at + 2, next & 0xffff);
      else view.setUint32(4 + at + 4, next >>> 0);
    }
    if (!this.#unacknowledged.some(({ tsn }) => tsnDistance(tsn, moved) >= 0)) return bytes;
    this.#heldForward = packetOf(header, bytes);
    return undefined;
  }

  /** A TSN of the receiver's view, as the sender knows it: its own last one up to there. */
  originalOf(tsn: number): number {
    return this.#tsns.originalOf(tsn);
  }

  /** An acknowledgement of the receiver as the sender must see it. */
  forSender(sack: Sack): Sack {
    let cumulative = this.originalOf(sack.cumulative);
    const gaps: TsnRange[] = [];
    for (const { first, last } of sack.gaps) {
      const own = { first: tsnAfter(this.originalOf(tsnAfter(first, -1))), last: this.originalOf(last) };
      if (tsnDistance(own.first, own.last) < 0) continue;
      // Only what was inserted is missing before it.
      if (gaps.length === 0 && own.first === tsnAfter(cumulative)) cumulative = own.last;
      else gaps.push(own);
    }
    const isOwn = (tsn: number) => this.#moved(this.originalOf(tsn)) === tsn;
    const duplicates = sack.duplicates.filter(isOwn).map((tsn) => this.originalOf(tsn));
    return { ...sack, cumulative, gaps, duplicates };
  }

  #moved(tsn: number): number {
    return tsnAfter(tsn, this.#tsns.at(tsn));
  }

  #inStream(streamId: number, tsn: number): number {
    return this.#sequences.get(streamId)?.at(tsn) ?? 0;
  }

  #forget(): void {
    this.#tsns.clear();
    this.#sequences.clear();
    this.#unacknowledged = [];
    this.#heldForward = undefined;
  }
}

/** Fits into a DTLS record under any path's MTU (RFC 8831 §5). */
const FRAGMENT_BYTES = 1100;

interface FragmentPlace {
  readonly tsn: number;
  readonly streamId: number;
  readonly sequence: number;
  readonly ppid: number;
  readonly index: number;
  readonly isLast: boolean;
}

function fragment(
  kind: PayloadChunk["kind"],
  { tsn, streamId, sequence, ppid, index, isLast }: FragmentPlace,
  payload: Uint8Array,
): Uint8Array {
  const header = kind === "data" ? DATA_HEADER_LENGTH : I_DATA_HEADER_LENGTH;
  const chunk = new Uint8Array(header + payload.length);
  const view = new DataView(chunk.buffer);
  view.setUint8(0, kind === "data" ? CHUNK_TYPE.DATA : CHUNK_TYPE.I_DATA);
  view.setUint8(1, (index === 0 ? FLAG.beginning : 0) | (isLast ? FLAG.ending : 0));
  view.setUint16(2, chunk.length);
  view.setUint32(4, tsn);
  view.setUint16(8, streamId);
  if (kind === "data") {
    view.setUint16(10, sequence & 0xffff);
    view.setUint32(12, ppid);
  } else {
    view.setUint32(12, sequence >>> 0);
    view.setUint32(16, index === 0 ? ppid : index);
  }
  chunk.set(payload, header);
  return chunk;
}

/** A packet of these chunks under this header. */
export function packetOf(header: Uint8Array, ...chunks: readonly Uint8Array[]): Uint8Array {
  const length = chunks.reduce((sum, chunk) => sum + paddedLength(chunk.length), COMMON_HEADER_LENGTH);
  const packet = new Uint8Array(length);
  packet.set(header);
  let at = COMMON_HEADER_LENGTH;
  for (const chunk of chunks) {
    packet.set(chunk, at);
    at += paddedLength(chunk.length);
  }
  return withChecksum(packet);
}
