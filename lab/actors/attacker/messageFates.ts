import type { ForgedMessage, MessageFate, PassingMessage } from "../../../src/attacks/attack.ts";
import type { PayloadChunk } from "../../../src/sctp/chunk.ts";
import { PPID } from "../../../src/sctp/dataChannel.ts";
import type { ChannelLabels } from "../../../src/sctp/dataChannelEvent.ts";
import { type ChunkChange, packetOfChunk, rewriteData } from "../../../src/sctp/rewrite.ts";
import { SctpParseError } from "../../../src/sctp/sctpParseError.ts";
import type { Fact } from "../../../src/trace/events.ts";
import type { PeerName } from "../../../src/trace/parties.ts";
import type { FactListener } from "../actor.ts";
import { messageContent } from "../messageContent.ts";
import { AttackError } from "./attackError.ts";

/** What an attack does with one message. */
export type Decision = (message: PassingMessage) => MessageFate;

interface FateSettings {
  /** The id of the attack that decides. */
  readonly attack: string;
  readonly labels: ChannelLabels;
  readonly report?: FactListener | undefined;
  /** Takes what the attack says of its own. @throws RangeError when it cannot be said. */
  readonly inject: (message: ForgedMessage) => void;
  /** Called when the attack's own code fails; the packet goes on as it was. */
  readonly onError: (error: AttackError) => void;
}

/** Sends a packet to the peer that a message is for. */
type Send = (packet: Uint8Array) => void;

/** More than any sender has in flight. */
const MAX_KNOWN = 1 << 16;

/** Nobody waits for it on an open channel, so it is acknowledged and delivers nothing (RFC 8832 §5.2). */
const NOTHING: ChunkChange = { content: Uint8Array.of(2), ppid: PPID.DCEP };

/** Carries out what an attack decides about the messages that pass, in the packets that carry them. */
export class MessageFates {
  readonly #settings: FateSettings;
  /** SCTP may send a chunk again: the same TSN must get the same answer. */
  readonly #known = new Map<string, ChunkChange | undefined>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(settings: FateSettings) {
    this.#settings = settings;
  }

  /**
   * The packet as it goes on, or undefined: nothing of it does now. `later` sends what a delay held back. Reports what
   * was decided only after it was written into the packet, and never a change that changed nothing.
   */
  apply(decide: Decision, from: PeerName, packet: Uint8Array, later: Send): Uint8Array | undefined {
    const { attack, report, onError } = this.#settings;
    const facts: Fact[] = [];
    try {
      const rewritten = rewriteData(packet, (chunk) => {
        const hold = (delayMs: number, key: string) => this.#hold(packet, chunk.tsn, { delayMs, key, later });
        return this.#changeOf(decide, from, chunk, { facts, hold });
      });
      for (const fact of facts) report?.(fact);
      return rewritten;
    } catch (error) {
      if (error instanceof SctpParseError) return packet;
      const why = error instanceof Error ? error.message : String(error);
      onError(new AttackError(attack, `cannot change a message: ${why}`));
      return packet;
    }
  }

  /** Forgets what is held back. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #changeOf(
    decide: Decision,
    from: PeerName,
    { tsn, ppid, streamId, payload }: PayloadChunk,
    effects: { readonly facts: Fact[]; readonly hold: (delayMs: number, key: string) => void },
  ): ChunkChange | undefined {
    if (ppid !== PPID.STRING && ppid !== PPID.BINARY) return undefined;
    const key = `${from} ${tsn}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const type = ppid === PPID.STRING ? "text" : "binary";
    const channel = this.#settings.labels.get(streamId) ?? `stream ${streamId}`;
    const fate = decide({ from, channel, type, content: payload });
    const about = (content: Uint8Array) => ({ from, channel, ...messageContent(type, content) });
    if (fate === undefined) return this.#remember(key, undefined);
    if (fate === "drop") {
      effects.facts.push({ kind: "message-dropped", ...about(payload) });
      return this.#remember(key, NOTHING);
    }
    if (fate instanceof Uint8Array) {
      if (Buffer.compare(fate, payload) === 0) return this.#remember(key, undefined);
      effects.facts.push({ kind: "message-altered", ...about(fate) });
      return this.#remember(key, { content: fate });
    }
    if ("inject" in fate) {
      for (const message of fate.inject) this.#settings.inject(message);
      return this.#remember(key, undefined);
    }
    const delayMs = Math.round(fate.delayMs);
    if (!(delayMs >= 0 && delayMs <= MAX_DELAY_MS))
      throw new RangeError(`a delay has 0 to ${MAX_DELAY_MS} ms, not ${fate.delayMs}`);
    effects.facts.push({ kind: "message-delayed", delayMs, ...about(payload) });
    effects.hold(delayMs, key);
    return this.#remember(key, "left-out");
  }

  #remember(key: string, change: ChunkChange | undefined): ChunkChange | undefined {
    this.#known.set(key, change);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    return change;
  }

  /** Until the time is over, every copy of the chunk is left out; then one goes out alone, and later copies pass. */
  #hold(
    packet: Uint8Array,
    tsn: number,
    { delayMs, key, later }: { readonly delayMs: number; readonly key: string; readonly later: Send },
  ): void {
    const held = packetOfChunk(packet, tsn);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#remember(key, undefined);
      if (held) later(held);
    }, delayMs);
    this.#timers.add(timer);
  }
}

/** Of a reliable channel no stack gives up so soon. */
const MAX_DELAY_MS = 60_000;
