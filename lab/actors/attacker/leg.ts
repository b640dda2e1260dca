import type { LegParameters } from "../../../src/attacks/attack.ts";
import { demultiplex } from "../../../src/capture/demultiplex.ts";
import { certificateFingerprint } from "../../../src/sdp/fingerprint.ts";
import type { DtlsRole } from "../../../src/sdp/transport.ts";
import type { LegName } from "../../../src/trace/parties.ts";
import type { FactListener } from "../actor.ts";
import type { LocalCertificate } from "../localCertificate.ts";
import type { BridgeEnd } from "./bridge.ts";
import { DtlsEnd } from "./dtlsEnd.ts";
import type { LegState } from "./legDiagnosis.ts";
import { type HeardFrom, LegIce, type RemoteIce } from "./legIce.ts";

interface LegSettings {
  readonly owner: LegName;
  readonly localCertificate: Promise<LocalCertificate>;
  /** Where its sockets stand: addresses of this machine. */
  readonly addresses: readonly string[];
  /** The leg's port on the network's outside. Left out: its own port, where there is no network actor. */
  readonly publicPort?: number | undefined;
  /** Of that port. Left out: the leg's own. */
  readonly publicAddress?: string | undefined;
  /** The network's ports, from which alone datagrams of the call come. Left out: there is no network actor. */
  readonly heardFrom?: HeardFrom | undefined;
  readonly report: FactListener;
}

/** A hello, repeated now and then, and media that come with it. */
const MAX_EARLY = 32;

export interface LegRoles {
  readonly ice: "controlling" | "controlled";
  readonly dtls: DtlsRole;
}

/** One leg of an interceptor at the signalling: an ICE agent and a DTLS association of its own with one peer. */
export class Leg implements BridgeEnd {
  readonly owner: LegName;
  onPacket: (packet: Uint8Array) => void = () => undefined;
  /** Called with the first datagram of the peer that is neither STUN nor DTLS: media, which no leg carries. */
  onMedia: () => void = () => undefined;
  /** Can still change as long as nobody was shown its fingerprint. */
  localCertificate: LocalCertificate;
  readonly #ice: LegIce;
  readonly #door: { readonly address?: string | undefined; readonly port: number } | undefined;
  #report: FactListener;
  #state: "waiting" | "carrying" | "closed" = "waiting";
  #dtls: DtlsEnd | undefined;
  #sawMedia = false;
  /** Datagrams of the peer that came before this leg could answer. */
  readonly #early: Buffer[] = [];
  /** Why it could not connect, in the stack's own words. */
  #failure: string | undefined;
  /** SCTP packets that came for this leg's peer before this leg was connected. */
  #queue: Uint8Array[] = [];

  /** Resolves when the leg can be put into an SDP. */
  static async open(settings: LegSettings): Promise<Leg> {
    const { localCertificate, addresses, heardFrom } = settings;
    const [own, ice] = await Promise.all([localCertificate, LegIce.open(addresses, heardFrom)]);
    return new Leg(settings, own, ice);
  }

  private constructor(
    { owner, publicPort, publicAddress, report }: LegSettings,
    localCertificate: LocalCertificate,
    ice: LegIce,
  ) {
    this.owner = owner;
    this.localCertificate = localCertificate;
    this.#ice = ice;
    this.#door = publicPort === undefined ? undefined : { address: publicAddress, port: publicPort };
    this.#report = report;
    ice.onDatagram = (datagram) => this.#keepEarly(datagram);
    for (const port of ice.ports) report({ kind: "socket-opened", owner, port });
  }

  get parameters(): LegParameters {
    return {
      fingerprint: certificateFingerprint(this.localCertificate.der, "sha-256"),
      certificate: this.localCertificate.der,
      ...this.#ice.credentials,
    };
  }

  /** How it stands. */
  get state(): LegState {
    const { peerAddress } = this.#ice;
    const peerCertificate = this.#dtls?.peerCertificate;
    const alert = this.#dtls?.alert;
    return {
      ice: this.#state === "closed" ? "closed" : this.#ice.state,
      ...(peerAddress !== undefined && { peerAddress }),
      dtls: this.#dtlsState(),
      ...(this.#failure !== undefined && { failure: this.#failure }),
      ...(alert && { alert: { level: alert.level, description: alert.description } }),
      shownCertificate: this.parameters.fingerprint,
      ...(peerCertificate && { peerCertificate: certificateFingerprint(peerCertificate, "sha-256") }),
      sawMedia: this.#sawMedia,
    };
  }

  /** As `a=candidate` without "a=", with the public port. */
  get candidates(): readonly string[] {
    return this.#ice.candidates(this.#door);
  }

  /** Takes a candidate of this leg's peer. Returns false, and does not take it, unless it is UDP and on this machine. */
  addRemoteCandidate(candidate: string): boolean {
    return this.#ice.addRemoteCandidate(candidate);
  }

  /** Which role `connect` will give this leg: its peer's first checks may come before. */
  expectIceRole(role: LegRoles["ice"]): void {
    this.#ice.expectRole(role);
  }

  /** Connects to the peer, whose ICE credentials are in its own description. @throws what the stack throws. */
  async connect(peer: RemoteIce, roles: LegRoles): Promise<void> {
    try {
      await this.#connect(peer, roles);
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      throw error;
    }
  }

  async #connect(peer: RemoteIce, roles: LegRoles): Promise<void> {
    const { owner, localCertificate } = this;
    const report = this.#report;
    this.#ice.onState = (state) => report({ kind: "state", owner, of: "ice", state });
    const dtls = new DtlsEnd({
      owner,
      localCertificate,
      role: roles.dtls,
      sendDatagram: (datagram) => this.#ice.send(datagram),
      onPacket: (packet) => this.onPacket(packet),
      report,
    });
    this.#dtls = dtls;
    this.#ice.onDatagram = (datagram) => {
      this.#keepEarly(datagram);
      if (this.#ice.canSend) this.#hearEarly(dtls);
    };
    const chosen = this.#ice.connect(peer, roles.ice).then(() => {
      this.#hearEarly(dtls);
      this.#ice.onDatagram = (datagram) => this.#receive(dtls, datagram);
    });
    // A server hears the hello as soon as the peer has chosen a pair; a client has none to send its own on before.
    await (roles.dtls === "client"
      ? chosen.then(() => dtls.connect())
      : Promise.all([chosen, dtls.connect()]));
    if (this.#state === "closed") return;
    this.#state = "carrying";
    for (const packet of this.#queue) dtls.sendPacket(packet);
    this.#queue = [];
  }

  /** Begins an ICE restart: `parameters` then show new credentials. The DTLS association goes on (RFC 8842 §5.1). */
  restartIce(): void {
    this.#ice.restart();
  }

  /** Ends an ICE restart, with the peer's new credentials. */
  async reconnectIce(peer: RemoteIce, role: LegRoles["ice"]): Promise<void> {
    await this.#ice.connect(peer, role);
  }

  /** Sends one SCTP packet to this leg's peer, as soon as there is a connection to send it on. */
  send(packet: Uint8Array): void {
    if (this.#state === "carrying") this.#dtls?.sendPacket(packet);
    else if (this.#state === "waiting") this.#queue.push(packet);
  }

  /** Closes the sockets and ends what werift keeps running on them: consent checks, repeated flights. */
  async close(): Promise<void> {
    this.#state = "closed";
    this.#queue = [];
    this.#dtls?.close();
    await this.#ice.close();
  }

  /**
   * A peer that has checked early (libdatachannel does, before its answer is even here) sends its hello early too: what could
   * not be answered yet is heard as soon as it can be, or the peer would repeat it only after a second (RFC 6347 §4.2.4.1).
   */
  #keepEarly(datagram: Buffer): void {
    if (this.#early.length < MAX_EARLY) this.#early.push(datagram);
  }

  #hearEarly(dtls: DtlsEnd): void {
    for (const datagram of this.#early.splice(0)) this.#receive(dtls, datagram);
  }

  #dtlsState(): LegState["dtls"] {
    const dtls = this.#dtls;
    const alert = dtls?.alert;
    if (this.#state === "closed" || (alert?.isAuthentic && alert.description === "close_notify"))
      return "closed";
    const isRefused = alert?.level === "fatal" && (alert.isAuthentic || !dtls?.isConnected);
    if (this.#failure !== undefined || isRefused) return "failed";
    if (!dtls) return "new";
    return dtls.isConnected ? "connected" : "connecting";
  }

  /** Media and STUN share the socket with DTLS (RFC 7983). */
  #receive(dtls: DtlsEnd, datagram: Buffer): void {
    const protocol = demultiplex(datagram);
    if (protocol === "dtls") dtls.receiveDatagram(datagram);
    else if (protocol === "rtp" && !this.#sawMedia) {
      this.#sawMedia = true;
      this.onMedia();
    }
  }
}
