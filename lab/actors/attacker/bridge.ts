import type { PassingMessage } from "../../../src/attacks/attack.ts";
import { PPID } from "../../../src/sctp/dataChannel.ts";
import type { ChannelLabels, DataChannelEvent } from "../../../src/sctp/dataChannelEvent.ts";
import { DataChannelReader } from "../../../src/sctp/reassembly.ts";
import { rewriteData } from "../../../src/sctp/rewrite.ts";
import { SctpParseError } from "../../../src/sctp/sctpParseError.ts";
import type { PeerName } from "../../../src/trace/parties.ts";
import type { FactListener } from "../actor.ts";
import { messageContent } from "../messageContent.ts";

/** What faces one peer: yields its SCTP packets and takes those meant for it. */
export interface End {
  onPacket: (packet: Uint8Array) => void;
  send(packet: Uint8Array): void;
}

/** What goes on instead of a message; `undefined`: the message itself. */
export type Alteration = (message: PassingMessage) => Uint8Array | undefined;

/**
 * Carries SCTP packets between the two ends as they are, so that the peers' association stays end to end, and
 * reads along. A packet that it cannot read goes on all the same: the peers' channel must seem to work.
 */
export class Bridge {
  messagesRead = 0;
  /** Called with each message as it was before any alteration. */
  onRead: (message: PassingMessage) => void = () => undefined;
  /** Left out by attacks that only read. */
  alter: Alteration | undefined;
  /** A channel that one peer opened is used by both. */
  readonly #labels: ChannelLabels = new Map();
  /** SCTP may send a chunk again: the same TSN must get the same answer. */
  readonly #altered = new Map<string, Uint8Array | undefined>();
  readonly #report: FactListener;

  constructor(ends: Readonly<Record<PeerName, End>>, report: FactListener) {
    this.#report = report;
    this.#carry("alice", ends.alice, ends.bob);
    this.#carry("bob", ends.bob, ends.alice);
  }

  #carry(from: PeerName, here: End, there: End): void {
    const reader = new DataChannelReader({ labels: this.#labels });
    here.onPacket = (packet) => {
      for (const event of readable(() => reader.push(packet)) ?? []) this.#writeDown(from, event);
      there.send(this.alter ? (readable(() => this.#rewrite(from, packet)) ?? packet) : packet);
    };
  }

  #writeDown(from: PeerName, event: DataChannelEvent): void {
    if (event.kind !== "message") return;
    this.messagesRead += 1;
    const channel = event.label ?? `stream ${event.streamId}`;
    const { type, content } = event;
    this.#report({ kind: "message-read", from, channel, ...messageContent(type, content) });
    this.onRead({ from, channel, type, content });
  }

  #rewrite(from: PeerName, packet: Uint8Array): Uint8Array {
    return rewriteData(packet, ({ tsn, ppid, streamId, payload }) => {
      if (ppid !== PPID.STRING && ppid !== PPID.BINARY) return undefined;
      const key = `${from} ${tsn}`;
      if (this.#altered.has(key)) return this.#altered.get(key);
      const type = ppid === PPID.STRING ? "text" : "binary";
      const channel = this.#labels.get(streamId) ?? `stream ${streamId}`;
      const content = this.alter?.({ from, channel, type, content: payload });
      this.#altered.set(key, content);
      if (content) this.#report({ kind: "message-altered", from, channel, ...messageContent(type, content) });
      return content;
    });
  }
}

/** What the attacker makes of a packet, or undefined where it is no SCTP that it understands. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SctpParseError || error instanceof RangeError) return undefined;
    throw error;
  }
}
