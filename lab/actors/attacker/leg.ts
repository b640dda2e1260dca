import { IceCandidate, RTCIceGatherer, RTCIceTransport } from "werift";
import type { LegParameters } from "../../../src/attacks/attack.ts";
import { demultiplex } from "../../../src/capture/demultiplex.ts";
import { formatCandidate, mapCandidate, parseCandidate } from "../../../src/sdp/candidate.ts";
import { certificateFingerprint } from "../../../src/sdp/fingerprint.ts";
import type { LegName } from "../../../src/trace/parties.ts";
import type { FactListener } from "../actor.ts";
import { forbidStun, isOnLoopback, widenSocketBuffers } from "../guards/ice.ts";
import type { LocalCertificate } from "../localCertificate.ts";
import { seeLoopbackOnly } from "../loopbackView.ts";
import type { BridgeEnd } from "./bridge.ts";
import { DtlsEnd } from "./dtlsEnd.ts";

interface LegSettings {
  readonly owner: LegName;
  readonly localCertificate: Promise<LocalCertificate>;
  /** The leg's port on the network's outside. Left out: its own port, where there is no network actor. */
  readonly publicPort?: number | undefined;
  readonly report: FactListener;
}

/** One leg of an interceptor at the signalling: an ICE agent and a DTLS association of its own with one peer. */
export class Leg implements BridgeEnd {
  readonly owner: LegName;
  /** As `a=candidate` without "a=", with the public port. */
  readonly candidate: string;
  onPacket: (packet: Uint8Array) => void = () => undefined;
  /** Can still change as long as nobody was shown its fingerprint. */
  localCertificate: LocalCertificate;
  #ice: RTCIceTransport;
  #report: FactListener;
  #state: "waiting" | "carrying" | "closed" = "waiting";
  #dtls: DtlsEnd | undefined;
  /** SCTP packets that came for this leg's peer before this leg was connected. */
  #queue: Uint8Array[] = [];

  /** Gathers on loopback, and resolves when the leg can be put into an SDP. */
  static async open(settings: LegSettings): Promise<Leg> {
    const gatherer = new RTCIceGatherer({
      useIpv4: true,
      useIpv6: false,
      interfaceAddresses: { udp4: "127.0.0.1" },
    });
    forbidStun(gatherer.connection);
    const seeAll = seeLoopbackOnly();
    const [own] = await Promise.all([settings.localCertificate, gatherer.gather()]).finally(seeAll);
    return new Leg(settings, own, gatherer);
  }

  private constructor(
    { owner, publicPort, report }: LegSettings,
    localCertificate: LocalCertificate,
    gatherer: RTCIceGatherer,
  ) {
    this.owner = owner;
    this.localCertificate = localCertificate;
    this.#report = report;
    this.#ice = new RTCIceTransport(gatherer);
    const [local] = gatherer.localCandidates;
    const found = local?.toJSON().candidate;
    if (!found || !isOnLoopback(found)) throw new Error(`the ${owner} found no loopback address`);
    const own = parseCandidate(found);
    report({ kind: "socket-opened", owner, port: own.port });
    this.candidate = formatCandidate(
      mapCandidate(own, { address: "127.0.0.1", port: publicPort ?? own.port }),
    );
  }

  get parameters(): LegParameters {
    const { usernameFragment, password } = this.#ice.localParameters;
    return {
      fingerprint: certificateFingerprint(this.localCertificate.der, "sha-256"),
      certificate: this.localCertificate.der,
      iceUfrag: usernameFragment,
      icePwd: password,
    };
  }

  /** Takes a candidate of this leg's peer. Returns false, and does not take it, unless it is on the loopback interface. */
  addRemoteCandidate(candidate: string): boolean {
    const parsed = IceCandidate.fromJSON({ candidate, sdpMLineIndex: 0 });
    if (!parsed || !isOnLoopback(candidate)) return false;
    void this.#ice.addRemoteCandidate(parsed);
    return true;
  }

  /**
   * Connects to the peer, whose ICE credentials are in its own description. The leg is the DTLS server: it waits
   * for the peer's ClientHello, so neither end can send before the other is ready.
   */
  async connect(
    peer: { iceUfrag: string; icePwd: string },
    iceRole: "controlling" | "controlled",
  ): Promise<void> {
    const { owner, localCertificate } = this;
    const report = this.#report;
    const { connection } = this.#ice;
    connection.iceControlling = iceRole === "controlling";
    this.#ice.setRemoteParams({ iceLite: false, usernameFragment: peer.iceUfrag, password: peer.icePwd });
    this.#ice.onStateChange.subscribe((state) => {
      report({ kind: "state", owner, of: "ice", state });
      if (state === "connected") widenSocketBuffers(connection);
    });
    const dtls = new DtlsEnd({
      owner,
      localCertificate,
      role: "server",
      // What cannot be sent is lost, as with any datagram.
      sendDatagram: (datagram) => void connection.send(Buffer.from(datagram)).catch(() => undefined),
      onPacket: (packet) => this.onPacket(packet),
      report,
    });
    this.#dtls = dtls;
    // Media and STUN share the socket with DTLS (RFC 7983).
    connection.onData.subscribe((datagram) => {
      if (demultiplex(datagram) === "dtls") dtls.receiveDatagram(datagram);
    });
    await Promise.all([this.#ice.start(), dtls.connect()]);
    if (this.#state === "closed") return;
    this.#state = "carrying";
    for (const packet of this.#queue) dtls.sendPacket(packet);
    this.#queue = [];
  }

  /** Sends one SCTP packet to this leg's peer, as soon as there is a connection to send it on. */
  send(packet: Uint8Array): void {
    if (this.#state === "carrying") this.#dtls?.sendPacket(packet);
    else if (this.#state === "waiting") this.#queue.push(packet);
  }

  /** Closes the socket and ends what werift keeps running on it: consent checks, repeated flights. */
  async close(): Promise<void> {
    this.#state = "closed";
    this.#queue = [];
    this.#dtls?.close();
    await this.#ice.stop();
  }
}
