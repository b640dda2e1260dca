import type { ForgedMessage } from "../../../src/attacks/attack.ts";
import { CHUNK_TYPE } from "../../../src/sctp/chunk.ts";
import { PPID } from "../../../src/sctp/dataChannel.ts";
import type { ChannelLabels } from "../../../src/sctp/dataChannelEvent.ts";
import { Insertions } from "../../../src/sctp/insertions.ts";
import { parsePacket } from "../../../src/sctp/packet.ts";
import { renumber } from "../../../src/sctp/renumber.ts";
import { readSack } from "../../../src/sctp/sack.ts";
import { SctpParseError } from "../../../src/sctp/sctpParseError.ts";
import { counterpartOf, PEERS, type PeerName } from "../../../src/trace/parties.ts";
import type { FactListener } from "../actor.ts";
import { messageContent } from "../messageContent.ts";

interface InjectorSettings {
  readonly labels: ChannelLabels;
  readonly report?: FactListener | undefined;
  /** Sends a packet to this peer. */
  readonly send: (to: PeerName, packet: Uint8Array) => void;
}

/** More than the round trip of a bad path; SCTP itself waits a second (RFC 9260 §16). */
const REPEAT_AFTER_MS = 300;
/** Then the receiver is gone (RFC 9260 §16: Association.Max.Retrans). */
const MAX_REPEATS = 10;
/** What every stack of a data channel takes (RFC 8841 §6.1). */
export const MAX_FORGED_BYTES = 64 << 10;

/**
 * Says things to the peers that nobody said: puts messages of the attacker's own into the packets' numbers, and repeats
 * them until they are acknowledged, as their seeming sender will not.
 */
export class Injector {
  readonly #settings: InjectorSettings;
  /** By the peer in whose name it is said. */
  readonly #insertions: Readonly<Record<PeerName, Insertions>> = {
    alice: new Insertions(),
    bob: new Insertions(),
  };
  #waiting: ForgedMessage[] = [];
  #repeating: NodeJS.Timeout | undefined;
  /** Repetitions since a receiver was last heard, or something new was said. */
  #repeats = 0;

  constructor(settings: InjectorSettings) {
    this.#settings = settings;
  }

  /** Takes a packet as its sender sent it. Packets that are not SCTP say nothing here. */
  see(from: PeerName, packet: Uint8Array): void {
    try {
      this.#insertions[from].see(packet);
      if (!this.#insertions[counterpartOf(from)].isEmpty) this.#noteAcknowledged(from, packet);
    } catch (error) {
      if (!(error instanceof SctpParseError)) throw error;
    }
  }

  /** Sends a packet of `from` on, under the numbers that the other peer expects. */
  sendOn(from: PeerName, packet: Uint8Array): void {
    const to = counterpartOf(from);
    const onward = this.#renumbered(from, packet);
    if (onward) this.#settings.send(to, onward);
  }

  /** @throws RangeError when there is no such channel, or the message is empty or too long. */
  say(message: ForgedMessage): void {
    const { channel, content } = message;
    if (this.#streamOf(channel) === undefined) throw new RangeError(`no channel "${channel}" is open`);
    if (content.length === 0 || content.length > MAX_FORGED_BYTES)
      throw new RangeError(`a message has 1 to ${MAX_FORGED_BYTES} bytes, not ${content.length}`);
    this.#waiting.push(message);
  }

  /** Sends what fits in now. What does not waits for the packets that are missing. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    this.#waiting = this.#waiting.filter((message) => !this.#insert(message));
    this.#repeats = 0;
    this.#repeating ??= setInterval(() => this.#repeat(), REPEAT_AFTER_MS);
  }

  /** Forgets what was not said or acknowledged yet. */
  close(): void {
    this.#waiting = [];
    clearInterval(this.#repeating);
    this.#repeating = undefined;
  }

  #insert({ to, channel, type, content }: ForgedMessage): boolean {
    const { report, send } = this.#settings;
    const from = counterpartOf(to);
    const streamId = this.#streamOf(channel) ?? 0;
    const ppid = type === "text" ? PPID.STRING : PPID.BINARY;
    const kind = this.#insertions[to].kind ?? "data";
    const packets = this.#insertions[from].insert({ streamId, ppid, content }, kind);
    if (!packets) return false;
    report?.({ kind: "message-injected", from, channel, ...messageContent(type, content) });
    for (const packet of packets) send(to, packet);
    return true;
  }

  #noteAcknowledged(from: PeerName, packet: Uint8Array): void {
    for (const chunk of parsePacket(packet).chunks) {
      if (chunk.kind !== "control" || chunk.type !== CHUNK_TYPE.SACK) continue;
      const sack = readSack(chunk.flags, chunk.value);
      this.#repeats = 0;
      const held = sack && this.#insertions[counterpartOf(from)].acknowledged(sack);
      if (held) this.#settings.send(from, held);
    }
  }

  #renumbered(from: PeerName, packet: Uint8Array): Uint8Array | undefined {
    try {
      return renumber(packet, this.#insertions[from], this.#insertions[counterpartOf(from)]);
    } catch (error) {
      if (error instanceof SctpParseError) return packet;
      throw error;
    }
  }

  #repeat(): void {
    this.#repeats += 1;
    const unheard = PEERS.flatMap((from) =>
      this.#insertions[from].unacknowledged.map((packet) => ({ to: counterpartOf(from), packet })),
    );
    if (unheard.length === 0 || this.#repeats > MAX_REPEATS) {
      clearInterval(this.#repeating);
      this.#repeating = undefined;
      return;
    }
    for (const { to, packet } of unheard) this.#settings.send(to, packet);
  }

  #streamOf(channel: string): number | undefined {
    for (const [streamId, label] of this.#settings.labels) if (label === channel) return streamId;
    const [, unnamed] = /^stream (\d{1,5})$/.exec(channel) ?? [];
    return unnamed === undefined ? undefined : Number(unnamed);
  }
}
