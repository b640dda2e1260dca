import { CHUNK_TYPE, type Chunk, COMMON_HEADER_LENGTH, type PayloadChunk } from "./chunk.ts";
import { parsePacket } from "./packet.ts";
import { forwardedTo, resetStreams } from "./sequenceChunks.ts";
import { TSN_WINDOW, tsnAfter, tsnDistance } from "./tsnWindow.ts";

/** What comes after a sender's last chunk, where all of its chunks up to there were seen. */
export interface Position {
  /** Ports and verification tag, as of the sender's last packet. */
  readonly header: Uint8Array;
  readonly after: number;
}

/** Follows one sender's numbers by its own packets, which may be lost, repeated and reordered. */
export class SenderState {
  /** Left out: the sender has sent no message yet. An association uses one kind only. */
  kind: PayloadChunk["kind"] | undefined;
  /** Called when the sender resets a stream with its next message there. */
  onStreamReset: (streamId: number, after: number) => void = () => undefined;
  /** Called when a new association begins: no number of the last one has a meaning any more. */
  onRestart: () => void = () => undefined;
  #header: Uint8Array | undefined;
  /** The sender may offer several and go on with one of them (RFC 9260 §5.2). */
  readonly #initialTsns: number[] = [];
  /** All up to here were seen. */
  #cumulative: number | undefined;
  /** Those after it that were seen. */
  readonly #ahead = new Set<number>();
  #highest = 0;
  #highestEndsMessage = true;
  readonly #nextInStream = new Map<number, number>();
  #lastReset: number | undefined;

  /** @throws SctpParseError as `parsePacket` does */
  see(packet: Uint8Array): void {
    const { chunks } = parsePacket(packet);
    for (const chunk of chunks) {
      if (chunk.kind === "control") this.#seeControl(chunk);
      else this.#seePayload(chunk);
    }
    if (!chunks.some((chunk) => chunk.kind === "control" && chunk.type === CHUNK_TYPE.INIT))
      this.#header = packet.slice(0, COMMON_HEADER_LENGTH);
  }

  /** Where a whole message fits in now; undefined: not between these chunks, or an earlier one is still missing. */
  get position(): Position | undefined {
    const [header, after] = [this.#header, this.#cumulative];
    if (!header || after === undefined || this.#ahead.size > 0 || !this.#highestEndsMessage) return undefined;
    return { header, after };
  }

  /** The sequence number that the sender would give its next ordered message in this stream. */
  nextIn(streamId: number): number {
    return this.#nextInStream.get(streamId) ?? 0;
  }

  #seeControl(chunk: Extract<Chunk, { kind: "control" }>): void {
    const { type, value } = chunk;
    if ((type === CHUNK_TYPE.INIT || type === CHUNK_TYPE.INIT_ACK) && value.length >= 16) {
      const initial = new DataView(value.buffer, value.byteOffset).getUint32(12);
      if (this.#initialTsns.includes(initial)) return;
      this.#initialTsns.push(initial);
      if (this.#initialTsns.length > 8) this.#initialTsns.shift();
      if (this.kind === undefined) this.#begin(initial);
    }
    const forwarded = forwardedTo(chunk);
    if (forwarded) {
      this.#advanceTo(forwarded.tsn);
      for (const { streamId, sequence, unordered } of forwarded.streams)
        if (!unordered) this.#nextInStream.set(streamId, sequence + 1);
    }
    const reset = resetStreams(chunk);
    if (reset && this.#lastReset !== reset.request) {
      this.#lastReset = reset.request;
      for (const streamId of reset.streams ?? this.#nextInStream.keys()) {
        this.#nextInStream.set(streamId, 0);
        this.onStreamReset(streamId, reset.lastTsn);
      }
    }
  }

  #seePayload(chunk: PayloadChunk): void {
    const { tsn } = chunk;
    if (this.#cumulative === undefined || Math.abs(tsnDistance(this.#cumulative, tsn)) > TSN_WINDOW) {
      const initial = this.#initialTsns.findLast((first) => {
        const distance = tsnDistance(first, tsn);
        return distance >= 0 && distance < TSN_WINDOW;
      });
      if (initial === undefined) return;
      this.#begin(initial);
    }
    this.kind = chunk.kind;
    const cumulative = this.#cumulative ?? 0;
    if (tsnDistance(cumulative, tsn) <= 0 || this.#ahead.has(tsn)) return;
    // Fragments of I-DATA may stand between those of other messages.
    if (tsnDistance(this.#highest, tsn) > 0) {
      this.#highest = tsn;
      this.#highestEndsMessage = chunk.ending || chunk.kind === "i-data";
    }
    const next = (chunk.kind === "data" ? chunk.streamSequenceNumber : chunk.messageId) + 1;
    if (!chunk.unordered && isAfter(chunk, next, this.nextIn(chunk.streamId)))
      this.#nextInStream.set(chunk.streamId, next);
    this.#ahead.add(tsn);
    this.#advanceTo(cumulative);
  }

  #advanceTo(tsn: number): void {
    let cumulative = this.#cumulative ?? tsn;
    if (tsnDistance(cumulative, tsn) > 0) {
      cumulative = tsn;
      for (const seen of this.#ahead) if (tsnDistance(seen, tsn) >= 0) this.#ahead.delete(seen);
      if (tsnDistance(this.#highest, tsn) > 0) {
        this.#highest = tsn;
        this.#highestEndsMessage = true; // messages are given up whole (RFC 3758 §3.5)
      }
    }
    while (this.#ahead.delete(tsnAfter(cumulative))) cumulative = tsnAfter(cumulative);
    this.#cumulative = cumulative;
  }

  #begin(initial: number): void {
    this.#cumulative = tsnAfter(initial, -1);
    this.#highest = this.#cumulative;
    this.#ahead.clear();
    this.#highestEndsMessage = true;
    this.#nextInStream.clear();
    this.#lastReset = undefined;
    this.onRestart();
  }
}

/** Does `next` come after `known` in the circle of the numbers of this kind of chunk? */
function isAfter({ kind }: PayloadChunk, next: number, known: number): boolean {
  return kind === "data" ? ((next - known) << 16) >> 16 > 0 : tsnDistance(known, next) > 0;
}
