import type { Attack } from "../../src/attacks/attack.ts";
import { attackById } from "../../src/attacks/index.ts";
import type { ChannelLabels, DataChannelEvent } from "../../src/sctp/dataChannelEvent.ts";
import { DataChannelReader } from "../../src/sctp/reassembly.ts";
import { SctpParseError } from "../../src/sctp/sctpParseError.ts";
import { effectiveFacts, parseDescription } from "../../src/sdp/description.ts";
import type { PeerName } from "../../src/trace/events.ts";
import { report } from "./actor.ts";
import "./loopback.ts";
import { Leg } from "./leg.ts";
import { messageContent } from "./messageContent.ts";
import type { Ports } from "./protocol.ts";
import { counterpart, type SignalInterceptor } from "./room.ts";
import type { Signal } from "./signalling.ts";

type PeerSignal = Exclude<Signal, { type: "join" }>;

/**
 * The part of a malicious server that holds the two DTLS legs. Each peer is given the leg that faces it instead
 * of the other peer. SCTP packets that come in on one leg go out on the other as they are, so the peers'
 * association stays end to end; the interceptor reads along by decoding what passes.
 */
export class Interceptor implements SignalInterceptor {
  messagesRead = 0;
  #attack: Attack;
  #legs: Readonly<Record<PeerName, Leg>>;
  #tell: (to: PeerName, signal: PeerSignal) => void;
  /** A channel that one peer opened is used by both. */
  #labels: ChannelLabels = new Map();

  /** Makes both legs' keys and sockets, so that no signal has to wait for them. */
  static async open(
    attackId: string,
    ports: Ports,
    tell: (to: PeerName, signal: PeerSignal) => void,
  ): Promise<Interceptor> {
    const attack = attackById(attackId);
    const { "alice-leg": alicePort, "bob-leg": bobPort } = ports;
    if (alicePort === undefined || bobPort === undefined)
      throw new Error("the network gave the legs no ports");
    const [alice, bob] = await Promise.all([Leg.open("alice-leg", alicePort), Leg.open("bob-leg", bobPort)]);
    return new Interceptor(attack, { alice, bob }, tell);
  }

  private constructor(
    attack: Attack,
    legs: Readonly<Record<PeerName, Leg>>,
    tell: (to: PeerName, signal: PeerSignal) => void,
  ) {
    this.#attack = attack;
    this.#legs = legs;
    this.#tell = tell;
    this.#bridge("alice");
    this.#bridge("bob");
  }

  pass(from: PeerName, signal: PeerSignal): PeerSignal | undefined {
    const to = counterpart(from);
    switch (signal.type) {
      case "offer":
      case "answer": {
        this.#answerAt(this.#legs[from], signal);
        // Candidates may come before their description; the peer keeps them until it can use them.
        queueMicrotask(() =>
          this.#tell(to, { type: "candidate", candidate: this.#legs[to].candidate, sdpMLineIndex: 0 }),
        );
        // The leg that answers takes the passive role, so that the peer speaks first in DTLS.
        const setup = signal.type === "answer" ? ({ setup: "passive" } as const) : {};
        return {
          ...signal,
          sdp: this.#attack.description(signal.sdp, { ...this.#legs[to].parameters, ...setup }),
        };
      }
      case "candidate":
        this.#legs[from].hearCandidate(signal.candidate);
        return undefined;
      case "bye":
      case "telemetry":
        return signal;
    }
  }

  /** The leg that faces the sender of a description connects to it with what the description says. */
  #answerAt(leg: Leg, signal: Extract<PeerSignal, { sdp: string }>): void {
    const description = parseDescription(signal.sdp);
    const { iceUfrag, icePwd } = effectiveFacts(description, 0) ?? description.session;
    if (iceUfrag === undefined || icePwd === undefined) return;
    // The leg that answered an offer is controlled; the one that made the offer is controlling (RFC 8445 §6.1.1).
    leg
      .connect({ iceUfrag, icePwd }, signal.type === "offer" ? "controlled" : "controlling")
      .catch((error: unknown) => {
        report({
          kind: "state",
          owner: leg.owner,
          of: "dtls",
          state: `failed: ${error instanceof Error ? error.message : error}`,
        });
      });
  }

  /** A packet that the interceptor cannot read goes on all the same: the peers' channel must seem to work. */
  #bridge(from: PeerName): void {
    const out = this.#legs[counterpart(from)];
    const reader = new DataChannelReader({ labels: this.#labels });
    this.#legs[from].onPacket = (packet) => {
      for (const event of read(reader, packet)) this.#writeDown(from, event);
      out.send(packet);
    };
  }

  #writeDown(from: PeerName, event: DataChannelEvent): void {
    if (event.kind !== "message") return;
    this.messagesRead += 1;
    report({
      kind: "message-read",
      from,
      channel: event.label ?? `stream ${event.streamId}`,
      ...messageContent(event.type, event.content),
    });
  }
}

function read(reader: DataChannelReader, packet: Uint8Array): DataChannelEvent[] {
  try {
    return reader.push(packet);
  } catch (error) {
    if (error instanceof SctpParseError) return [];
    throw error;
  }
}
