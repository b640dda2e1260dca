import type { ForgedMessage, PassingMessage } from "../../../src/attacks/attack.ts";
import type { ChannelLabels, DataChannelEvent } from "../../../src/sctp/dataChannelEvent.ts";
import { endsAssociation } from "../../../src/sctp/endsAssociation.ts";
import { DataChannelReader } from "../../../src/sctp/reassembly.ts";
import { SctpParseError } from "../../../src/sctp/sctpParseError.ts";
import type { PeerName } from "../../../src/trace/parties.ts";
import type { UnreadReason } from "../../../src/trace/unreadReason.ts";
import type { FactListener } from "../actor.ts";
import { messageContent } from "../messageContent.ts";
import type { AttackError } from "./attackError.ts";
import { Injector } from "./injector.ts";
import { type Decision, MessageFates } from "./messageFates.ts";

/** What faces one peer: yields its SCTP packets and takes those meant for it. */
export interface BridgeEnd {
  onPacket: (packet: Uint8Array) => void;
  send(packet: Uint8Array): void;
}

/** What one peer sent and the attacker could not read, as often as it happened. */
export interface UnreadPassage {
  readonly from: PeerName;
  readonly reason: UnreadReason;
  readonly times: number;
}

interface BridgeSettings {
  /** The id of the attack that the bridge belongs to. */
  readonly attack: string;
  /** A peer does not hear that the other one ended the association. */
  readonly keepsGoodbyes?: boolean;
  /** Left out where nobody hears the facts: then no hash of a message is made for them either. */
  readonly report?: FactListener | undefined;
  /** Called when the attack's own code fails; the packet goes on as it was. */
  readonly onError: (error: AttackError) => void;
}

/**
 * Carries SCTP packets between the two ends as they are, so that the peers' association stays end to end, and
 * reads along. A packet that it cannot read is forwarded all the same, and reported as unread: the peers' channel must
 * seem to work.
 */
export class Bridge {
  readonly #messagesRead = { alice: 0, bob: 0 };
  /** Called with each message as it was before any change. */
  onRead: (message: PassingMessage) => void = () => undefined;
  /** Left out by attacks that only read. */
  decide: Decision | undefined;
  /** A channel that one peer opened is used by both. */
  readonly #labels: ChannelLabels = new Map();
  readonly #unread = new Map<string, UnreadPassage>();
  readonly #fates: MessageFates;
  readonly #injector: Injector;
  readonly #settings: BridgeSettings;

  constructor(ends: Readonly<Record<PeerName, BridgeEnd>>, settings: BridgeSettings) {
    this.#settings = settings;
    const labels = this.#labels;
    this.#injector = new Injector({ ...settings, labels, send: (to, packet) => ends[to].send(packet) });
    const inject = (message: ForgedMessage) => this.#injector.say(message);
    this.#fates = new MessageFates({ ...settings, labels, inject });
    this.#carry("alice", ends.alice, ends.bob);
    this.#carry("bob", ends.bob, ends.alice);
  }

  get messagesRead(): number {
    return this.#messagesRead.alice + this.#messagesRead.bob;
  }

  messagesReadOf(peer: PeerName): number {
    return this.#messagesRead[peer];
  }

  /** What passed without being read, or did not pass: one entry for each peer and reason. */
  get unread(): readonly UnreadPassage[] {
    return [...this.#unread.values()];
  }

  noteUnread(from: PeerName, reason: UnreadReason): void {
    const key = `${from} ${reason}`;
    const times = (this.#unread.get(key)?.times ?? 0) + 1;
    this.#unread.set(key, { from, reason, times });
    if (times === 1) this.#settings.report?.({ kind: "message-unread", from, reason });
  }

  /** Forgets the messages that are held back, or not acknowledged yet. */
  close(): void {
    this.#fates.close();
    this.#injector.close();
  }

  #carry(from: PeerName, here: BridgeEnd, there: BridgeEnd): void {
    const reader = new DataChannelReader({ labels: this.#labels });
    const sendOn = (packet: Uint8Array) => this.#injector.sendOn(from, packet);
    here.onPacket = (packet) => {
      for (const event of this.#eventsOf(reader, from, packet)) this.#note(from, event);
      if (this.#settings.keepsGoodbyes && endsAssociation(packet)) return;
      if (!this.decide) {
        there.send(packet);
        return;
      }
      this.#injector.see(from, packet);
      const passed = this.#fates.apply(this.decide, from, packet, sendOn);
      if (passed) sendOn(passed);
      this.#injector.flush();
    };
  }

  #eventsOf(reader: DataChannelReader, from: PeerName, packet: Uint8Array): DataChannelEvent[] {
    try {
      return reader.push(packet);
    } catch (error) {
      if (!(error instanceof SctpParseError)) throw error;
      this.noteUnread(from, "not-sctp");
      return [];
    }
  }

  #note(from: PeerName, event: DataChannelEvent): void {
    if (event.kind === "unread") this.noteUnread(from, event.reason);
    if (event.kind !== "message") return;
    this.#messagesRead[from] += 1;
    const channel = event.label ?? `stream ${event.streamId}`;
    const { type, content } = event;
    this.#settings.report?.({ kind: "message-read", from, channel, ...messageContent(type, content) });
    this.onRead({ from, channel, type, content });
  }
}
