import { isIPv4 } from "node:net";
import {
  Candidate,
  type CandidatePair,
  Connection,
  candidateFoundation,
  candidatePriority,
  IceCandidate,
  RTCIceGatherer,
  RTCIceTransport,
  StunProtocol,
} from "werift";
import { formatCandidate, mapCandidate, parseCandidate } from "../../../src/sdp/candidate.ts";
import { SdpParseError } from "../../../src/sdp/sdpParseError.ts";
import { forbidStun, widenSocketBuffers } from "../guards/ice.ts";
import { isLoopback, isOnThisMachine, ownAddresses, seeLoopbackOnly } from "../loopbackView.ts";
import { hearDirectly, sendDirectly } from "./datagramPath.ts";
import type { LegState } from "./legDiagnosis.ts";

/** How long a controlling peer has to nominate a pair that works. */
const NOMINATION_PATIENCE_MS = 1000;

export interface IceCredentials {
  readonly iceUfrag: string;
  readonly icePwd: string;
}

/** The peer's side of ICE, as its own description says. */
export interface RemoteIce extends IceCredentials {
  readonly iceLite: boolean;
}

/** A leg's ICE agent: a socket on each of its addresses, which hears and reaches this machine only. */
export class LegIce {
  /** Called with each datagram that is not STUN. */
  onDatagram: (datagram: Buffer) => void = () => undefined;
  onState: (state: string) => void = () => undefined;
  readonly #ice: RTCIceTransport;
  readonly #connection: Connection;
  /** Candidates that came before the peer's credentials: werift would answer its checks with some that cannot succeed. */
  #early: IceCandidate[] | undefined = [];
  /** The pair in use before an ICE restart: it carries on until the new checks have chosen another one. */
  #previous: CandidatePair | undefined;
  #patience: NodeJS.Timeout | undefined;

  /**
   * @param addresses of this machine; the first is the one that a public port stands for.
   * @param heardFrom the network's ports; what comes from elsewhere is dropped unread. Left out: all of this machine is heard.
   */
  static async open(addresses: readonly string[], heardFrom?: HeardFrom): Promise<LegIce> {
    const gatherer = new RTCIceGatherer({
      useIpv4: true,
      useIpv6: false,
      interfaceAddresses: { udp4: "127.0.0.1" },
    });
    const { connection } = gatherer;
    if (!(connection instanceof Connection)) throw new Error("werift's ICE agent is of another class");
    forbidStun(connection);
    // werift itself binds all sockets of one family to one address.
    let ice: LegIce | undefined;
    const hear = (datagram: Buffer) => ice?.onDatagram(datagram);
    const sockets = await Promise.all(
      addresses.map((address, index) => openSocket(connection, { address, index, hear, heardFrom })),
    );
    connection["protocols"].push(...sockets);
    ice = new LegIce(gatherer, connection);
    await ice.#gather();
    return ice;
  }

  private constructor(gatherer: RTCIceGatherer, connection: Connection) {
    this.#ice = new RTCIceTransport(gatherer);
    this.#connection = connection;
    connection.onData.subscribe((datagram) => this.onDatagram(datagram));
    this.#ice.onStateChange.subscribe((state) => {
      if (state === "connected") {
        this.#previous = undefined;
        widenSocketBuffers(connection);
      }
      this.onState(state);
    });
  }

  get credentials(): IceCredentials {
    const { usernameFragment, password } = this.#ice.localParameters;
    return { iceUfrag: usernameFragment, icePwd: password };
  }

  /** werift's own state also says "completed" when the gathering is. */
  get state(): LegState["ice"] {
    const { state } = this.#ice;
    if (state === "disconnected" || state === "failed" || state === "closed") return state;
    if (!this.#connection.remotePassword) return "new";
    return this.#connection.nominated ? "connected" : "checking";
  }

  /** The peer's address in use. */
  get peerAddress(): string | undefined {
    const { nominated } = this.#connection;
    if (!nominated) return undefined;
    const { host, port } = nominated.remoteCandidate;
    return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  }

  get ports(): readonly number[] {
    return this.#connection.localCandidates.map(({ port }) => port);
  }

  /** As `a=candidate` without "a=". `door` stands for the first one's own address and port. */
  candidates(door?: { readonly address?: string | undefined; readonly port: number }): readonly string[] {
    return this.#ice.localCandidates.map((local, index) => {
      const own = parseCandidate(local.toJSON().candidate ?? "");
      const { address = own.address, port } = (index === 0 ? door : undefined) ?? own;
      return formatCandidate(mapCandidate(own, { address, port }));
    });
  }

  /**
   * Takes a candidate of the peer. Returns false, and does not take it, where checks to it would leave this machine or
   * ask the network for a name, and where it is no UDP candidate.
   */
  addRemoteCandidate(candidate: string): boolean {
    if (!isUsable(candidate)) return false;
    const parsed = IceCandidate.fromJSON({ candidate, sdpMLineIndex: 0 });
    if (!parsed) return false;
    // The peer's count of its own restarts, which is not werift's: it would keep pairs from being nominated.
    delete parsed.generation;
    if (this.#early) this.#early.push(parsed);
    else void this.#ice.addRemoteCandidate(parsed);
    return true;
  }

  /**
   * Says which role the peer's description will give this leg, before it has come: whoever answers an offer may check at
   * once. A leg in the wrong role would turn the peer's role round (RFC 8445 §7.3.1.1), and then miss its nomination.
   */
  expectRole(role: "controlling" | "controlled"): void {
    this.#connection.iceControlling = role === "controlling";
  }

  /** Resolves when a pair is chosen. @throws what werift throws when none is. */
  async connect({ iceUfrag, icePwd, iceLite }: RemoteIce, role: "controlling" | "controlled"): Promise<void> {
    this.expectRole(role);
    this.#ice.setRemoteParams({ iceLite, usernameFragment: iceUfrag, password: icePwd });
    for (const candidate of this.#early ?? []) void this.#ice.addRemoteCandidate(candidate);
    this.#early = undefined;
    clearInterval(this.#patience);
    this.#patience = setInterval(() => this.#useValidPair(), NOMINATION_PATIENCE_MS);
    await this.#ice.start().finally(() => clearInterval(this.#patience));
  }

  /**
   * Some peers' nomination never comes: of 50 calls of node-datachannel at once a few stayed so, each of which held itself
   * to be connected. What both ends have checked is a valid pair, and data may be sent on it before any nomination
   * (RFC 8445 §12.1.1). What the peer sends on another pair is heard all the same.
   */
  #useValidPair(): void {
    const connection = this.#connection;
    if (connection.nominated || connection.iceControlling) return;
    const valid = connection.checkList.find(
      ({ requestsReceived, responsesReceived }) => requestsReceived > 0 && responsesReceived > 0,
    );
    if (!valid) return;
    valid.nominated = true;
    connection["checkComplete"](valid);
  }

  /** New credentials on the same sockets, for an ICE restart (RFC 8445 §9); `connect` then makes new checks. */
  restart(): void {
    this.#previous = this.#connection.nominated ?? this.#previous;
    this.#ice.restart();
    void this.#gather();
  }

  /** There is a pair to send on. */
  get canSend(): boolean {
    return (this.#connection.nominated ?? this.#previous) !== undefined;
  }

  /** What cannot be sent is lost, as with any datagram. */
  send(datagram: Uint8Array): void {
    sendDirectly(this.#connection, this.#connection.nominated ?? this.#previous, datagram);
  }

  /** Closes the sockets and ends the consent checks on them. */
  async close(): Promise<void> {
    clearInterval(this.#patience);
    this.#previous = undefined;
    await this.#ice.stop();
  }

  /** Every address in view has its socket already, so this opens none. */
  async #gather(): Promise<void> {
    const seeAll = seeLoopbackOnly();
    await this.#ice.gather().finally(seeAll);
  }
}

export interface HeardFrom {
  readonly address: string;
  readonly ports: ReadonlySet<number>;
}

interface SocketSettings {
  readonly address: string;
  readonly index: number;
  /** Called with each DTLS datagram. */
  readonly hear: (datagram: Buffer) => void;
  readonly heardFrom: HeardFrom | undefined;
}

async function openSocket(
  connection: Connection,
  { address, index, hear, heardFrom }: SocketSettings,
): Promise<StunProtocol> {
  const protocol = new StunProtocol();
  connection["ensureProtocol"](protocol);
  const family = isIPv4(address) ? "udp4" : "udp6";
  await protocol.connectionMade(family === "udp4", undefined, { [family]: address });
  const { transport } = protocol;
  hearDirectly(transport, hear);
  // A socket beyond loopback hears the network too. The kernel lets nobody out there use an address of this machine.
  const own = isLoopback(address) ? undefined : new Set(ownAddresses());
  if (own || heardFrom) {
    const { onData } = transport;
    transport.onData = (datagram, sender) => {
      const [from, port] = sender;
      if (own && !own.has(from)) return;
      // Any program of this machine could otherwise speak to the leg, and end the call with an alert.
      if (heardFrom && !(from === heardFrom.address && heardFrom.ports.has(port))) return;
      onData(datagram, sender);
    };
  }
  protocol.localIp = address;
  protocol.localCandidate = new Candidate(
    candidateFoundation("host", "udp", address),
    1,
    "udp",
    candidatePriority("host", { transport: "udp", localPreference: 65_535 - index }),
    address,
    transport.port,
    "host",
  );
  protocol.localCandidate.generation = connection.generation;
  protocol.localCandidate.ufrag = connection.localUsername;
  return protocol;
}

/** Decides by the address alone: a name counts as elsewhere, whatever it would resolve to. */
function isUsable(candidate: string): boolean {
  try {
    const { protocol, address } = parseCandidate(candidate);
    return protocol.toLowerCase() === "udp" && isOnThisMachine(address);
  } catch (error) {
    if (error instanceof SdpParseError) return false;
    throw error;
  }
}
