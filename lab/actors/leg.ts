import { IceCandidate, RTCIceGatherer, RTCIceTransport } from "werift";
import type { LegParameters } from "../../src/attacks/attack.ts";
import { isDtls } from "../../src/dtls/record.ts";
import { formatCandidate, mapCandidate, parseCandidate } from "../../src/sdp/candidate.ts";
import { certificateFingerprint } from "../../src/sdp/fingerprint.ts";
import { report } from "./actor.ts";
import type { End } from "./bridge.ts";
import type { Identity } from "./certificate.ts";
import { DtlsEnd } from "./dtlsEnd.ts";
import { forbidStun } from "./guards.ts";

export type LegName = "alice-leg" | "bob-leg";

/** One leg of an interceptor at the signalling: an ICE agent and a DTLS association of its own with one peer. */
export class Leg implements End {
  readonly owner: LegName;
  /** As `a=candidate` without "a=", with the port that the network shows to the outside. */
  readonly candidate: string;
  onPacket: (packet: Uint8Array) => void = () => undefined;
  /** Can still change as long as nobody was shown its fingerprint. */
  identity: Identity;
  #ice: RTCIceTransport;
  #dtls: DtlsEnd | undefined;
  /** SCTP packets that came for this leg's peer before this leg was connected. */
  #queue: Uint8Array[] = [];

  /** Gathers on loopback, and resolves when the leg can be put into an SDP. */
  static async open(owner: LegName, publicPort: number, identity: Promise<Identity>): Promise<Leg> {
    const gatherer = new RTCIceGatherer({
      useIpv4: true,
      useIpv6: false,
      interfaceAddresses: { udp4: "127.0.0.1" },
    });
    forbidStun(gatherer.connection);
    const [own] = await Promise.all([identity, gatherer.gather()]);
    return new Leg(owner, publicPort, own, gatherer);
  }

  private constructor(owner: LegName, publicPort: number, identity: Identity, gatherer: RTCIceGatherer) {
    this.owner = owner;
    this.identity = identity;
    this.#ice = new RTCIceTransport(gatherer);
    const [local] = gatherer.localCandidates;
    if (!local) throw new Error(`the ${owner} found no loopback address`);
    const own = parseCandidate(local.toJSON().candidate);
    report({ kind: "socket-opened", owner, port: own.port });
    this.candidate = formatCandidate(mapCandidate(own, { address: "127.0.0.1", port: publicPort }));
  }

  get parameters(): LegParameters {
    const { usernameFragment, password } = this.#ice.localParameters;
    return {
      fingerprint: certificateFingerprint(this.identity.der, "sha-256"),
      certificate: this.identity.der,
      iceUfrag: usernameFragment,
      icePwd: password,
    };
  }

  hearCandidate(candidate: string): void {
    const parsed = IceCandidate.fromJSON({ candidate, sdpMLineIndex: 0 });
    if (parsed) void this.#ice.addRemoteCandidate(parsed);
  }

  /**
   * Connects to the peer, whose ICE credentials its own description told. The leg is the DTLS server: it waits
   * for the peer's ClientHello, so neither can speak too early for the other.
   */
  async connect(
    peer: { iceUfrag: string; icePwd: string },
    iceRole: "controlling" | "controlled",
  ): Promise<void> {
    const { owner, identity } = this;
    const { connection } = this.#ice;
    connection.iceControlling = iceRole === "controlling";
    this.#ice.setRemoteParams({ iceLite: false, usernameFragment: peer.iceUfrag, password: peer.icePwd });
    this.#ice.onStateChange.subscribe((state) => report({ kind: "state", owner, of: "ice", state }));
    const dtls = new DtlsEnd({
      owner,
      identity,
      role: "server",
      sendDatagram: (datagram) => void connection.send(Buffer.from(datagram)),
      onPacket: (packet) => this.onPacket(packet),
    });
    // Media and STUN share the socket with DTLS (RFC 7983).
    connection.onData.subscribe((datagram) => {
      if (isDtls(datagram)) dtls.hearDatagram(datagram);
    });
    await Promise.all([this.#ice.start(), dtls.connect()]);
    this.#dtls = dtls;
    for (const packet of this.#queue) dtls.sendPacket(packet);
    this.#queue = [];
  }

  /** Sends one SCTP packet to this leg's peer, as soon as there is a connection to send it on. */
  send(packet: Uint8Array): void {
    if (this.#dtls) this.#dtls.sendPacket(packet);
    else this.#queue.push(packet);
  }
}
