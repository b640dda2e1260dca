import type { PassingMessage } from "../../../src/attacks/attack.ts";
import type { DataChunk } from "../../../src/sctp/chunk.ts";
import { PPID } from "../../../src/sctp/dataChannel.ts";
import type { ChannelLabels, DataChannelEvent } from "../../../src/sctp/dataChannelEvent.ts";
import { DataChannelReader } from "../../../src/sctp/reassembly.ts";
import { rewriteData } from "../../../src/sctp/rewrite.ts";
import { SctpParseError } from "../../../src/sctp/sctpParseError.ts";
import type { Fact } from "../../../src/trace/events.ts";
import type { PeerName } from "../../../src/trace/parties.ts";
import type { FactListener } from "../actor.ts";
import { messageContent } from "../messageContent.ts";
import { AttackError } from "./attackError.ts";

/** What faces one peer: yields its SCTP packets and takes those meant for it. */
export interface BridgeEnd {
  onPacket: (packet: Uint8Array) => void;
  send(packet: Uint8Array): void;
}

/** What is sent on instead of a message; `undefined`: the message itself. */
export type Alteration = (message: PassingMessage) => Uint8Array | undefined;

interface BridgeSettings {
  /** The id of the attack that the bridge belongs to. */
  readonly attack: string;
  readonly report: FactListener;
  /** Called when the attack's own code fails; the packet goes on as it was. */
  readonly onError: (error: AttackError) => void;
}

/**
 * Carries SCTP packets between the two ends as they are, so that the peers' association stays end to end, and
 * reads along. A packet that it cannot read is forwarded all the same: the peers' channel must seem to work.
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
  readonly #settings: BridgeSettings;

  constructor(ends: Readonly<Record<PeerName, BridgeEnd>>, settings: BridgeSettings) {
    this.#settings = settings;
    this.#carry("alice", ends.alice, ends.bob);
    this.#carry("bob", ends.bob, ends.alice);
  }

  #carry(from: PeerName, here: BridgeEnd, there: BridgeEnd): void {
    const reader = new DataChannelReader({ labels: this.#labels });
    here.onPacket = (packet) => {
      for (const event of readable(() => reader.push(packet)) ?? []) this.#read(from, event);
      there.send(this.alter ? this.#rewrite(this.alter, from, packet) : packet);
    };
  }

  #read(from: PeerName, event: DataChannelEvent): void {
    if (event.kind !== "message") return;
    this.messagesRead += 1;
    const channel = event.label ?? `stream ${event.streamId}`;
    const { type, content } = event;
    this.#settings.report({ kind: "message-read", from, channel, ...messageContent(type, content) });
    this.onRead({ from, channel, type, content });
  }

  /** Reports an alteration only after it was written into the packet, and never one that changed nothing. */
  #rewrite(alter: Alteration, from: PeerName, packet: Uint8Array): Uint8Array {
    const { attack, report, onError } = this.#settings;
    const facts: Fact[] = [];
    try {
      const rewritten = readable(() =>
        rewriteData(packet, (chunk) => this.#replacement(alter, from, chunk, facts)),
      );
      for (const fact of facts) report(fact);
      return rewritten ?? packet;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      onError(new AttackError(attack, `cannot change a message: ${why}`));
      return packet;
    }
  }

  #replacement(
    alter: Alteration,
    from: PeerName,
    { tsn, ppid, streamId, payload }: DataChunk,
    facts: Fact[],
  ): Uint8Array | undefined {
    if (ppid !== PPID.STRING && ppid !== PPID.BINARY) return undefined;
    const key = `${from} ${tsn}`;
    if (this.#altered.has(key)) return this.#altered.get(key);
    const type = ppid === PPID.STRING ? "text" : "binary";
    const channel = this.#labels.get(streamId) ?? `stream ${streamId}`;
    const chosen = alter({ from, channel, type, content: payload });
    const content = chosen && Buffer.compare(chosen, payload) === 0 ? undefined : chosen;
    this.#altered.set(key, content);
    if (content) facts.push({ kind: "message-altered", from, channel, ...messageContent(type, content) });
    return content;
  }
}

/** What the attacker makes of a packet, or undefined where it is not SCTP that it understands. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SctpParseError) return undefined;
    throw error;
  }
}
