import { type RTCDataChannel, RTCPeerConnection } from "werift";
import type { SkippableGuard } from "../../../src/scenario.ts";
import { hearOnlyFrom, isNearby, withoutDistantCandidates } from "../guards/ice.ts";
import {
  countOnlyWhatIsInFlight,
  dropUnusablePackets,
  MAX_MESSAGE_BYTES,
  sendEmptyMessages,
} from "../guards/sctp.ts";
import type { LocalCertificate } from "../localCertificate.ts";
import type { ChannelSettings, Description, Endpoint, EndpointListener, IceCandidate } from "./endpoint.ts";
import { guardTransport } from "./weriftTransport.ts";

interface WeriftSettings {
  readonly localCertificate: LocalCertificate;
  /** Leaves werift as it is, there. */
  readonly dangerSkipGuards: readonly SkippableGuard[];
  /** Datagrams from other ports are dropped unread. Left out: none are. */
  readonly heardFrom?: ReadonlySet<number> | undefined;
  /** Of these ports. Left out: 127.0.0.1. */
  readonly doorAddress?: string | undefined;
}

/** An endpoint on werift, with the lab's guards around it. */
export class WeriftEndpoint implements Endpoint {
  readonly #connection: RTCPeerConnection;
  readonly #listener: EndpointListener;
  readonly #settings: WeriftSettings;
  readonly #channels = new Map<string, RTCDataChannel>();
  #guarded = false;

  constructor(settings: WeriftSettings, listener: EndpointListener) {
    this.#settings = settings;
    this.#listener = listener;
    this.#connection = new RTCPeerConnection({
      certificates: [settings.localCertificate.certificate],
      iceServers: [],
      iceUseIpv6: false,
      iceInterfaceAddresses: { udp4: "127.0.0.1" },
      maxMessageSize: MAX_MESSAGE_BYTES,
    });
    this.#connection.onIceCandidate.subscribe((found) => {
      if (!found?.candidate) return;
      const { candidate, sdpMid, sdpMLineIndex } = found;
      this.#dropStrangers();
      listener.onCandidate({ candidate, sdpMid, sdpMLineIndex });
    });
    this.#connection.onDataChannel.subscribe((channel) => this.#watch(channel));
  }

  async createOffer(channels: readonly ChannelSettings[]): Promise<string> {
    for (const { label, ordered, maxRetransmits } of channels) {
      this.#watch(
        this.#connection.createDataChannel(label, {
          ...(ordered !== undefined && { ordered }),
          ...(maxRetransmits !== undefined && { maxRetransmits }),
        }),
      );
    }
    const { sdp } = await this.#connection.createOffer();
    this.#guard();
    return sdp;
  }

  async createAnswer(): Promise<string> {
    const { sdp } = await this.#connection.createAnswer();
    return sdp;
  }

  async setLocalDescription(description: Description): Promise<void> {
    await this.#connection.setLocalDescription(description);
  }

  async setRemoteDescription({ type, sdp }: Description): Promise<void> {
    await this.#connection.setRemoteDescription({ type, sdp: withoutDistantCandidates(sdp) });
    this.#guard();
  }

  async addRemoteCandidate({ candidate, sdpMid, sdpMLineIndex }: IceCandidate): Promise<void> {
    if (!isNearby(candidate)) return;
    await this.#connection.addIceCandidate({
      candidate,
      sdpMid: sdpMid ?? null,
      sdpMLineIndex: sdpMLineIndex ?? null,
    });
  }

  async send(label: string, content: string | Uint8Array): Promise<void> {
    const channel = this.#channels.get(label);
    if (channel?.readyState !== "open") throw new Error(`the channel "${label}" is not open`);
    channel.send(typeof content === "string" ? content : Buffer.from(content));
  }

  /** werift takes half a second to close, and nothing in the call depends on it. */
  close(): void {
    void this.#connection.close();
  }

  /** The transport exists once the first description was made or applied. */
  #guard(): void {
    if (this.#guarded) return;
    this.#guarded = true;
    const [transport] = this.#connection.dtlsTransports;
    const { sctpTransport } = this.#connection;
    if (!transport || !sctpTransport) throw new Error("the connection has no transport");
    sendEmptyMessages(sctpTransport.sctp);
    countOnlyWhatIsInFlight(sctpTransport.sctp);
    dropUnusablePackets(sctpTransport);
    guardTransport(transport, this.#listener, this.#settings.dangerSkipGuards);
  }

  /** The socket is open, and nobody was told of it yet. */
  #dropStrangers(): void {
    const [transport] = this.#connection.iceTransports;
    const { heardFrom, doorAddress } = this.#settings;
    if (transport && heardFrom) hearOnlyFrom(transport.connection, heardFrom, doorAddress);
  }

  #watch(channel: RTCDataChannel): void {
    const { label } = channel;
    this.#channels.set(label, channel);
    if (channel.readyState === "open") this.#listener.onChannelOpen(label);
    else channel.stateChanged.subscribe((state) => state === "open" && this.#listener.onChannelOpen(label));
    channel.onMessage.subscribe((data) => this.#listener.onMessage(label, data));
  }
}
