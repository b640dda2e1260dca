import {
  DtlsServer,
  IceCandidate,
  type IceConnection,
  RTCIceGatherer,
  RTCIceTransport,
  type Transport,
} from "werift";
import type { LegParameters } from "../../src/attacks/attack.ts";
import { openRecord, type ProtectionKey, sealRecord } from "../../src/dtls/protection.ts";
import { type DtlsRecord, isDtls, scanRecords } from "../../src/dtls/record.ts";
import { formatCandidate, mapCandidate, parseCandidate } from "../../src/sdp/candidate.ts";
import { certificateFingerprint } from "../../src/sdp/fingerprint.ts";
import { report } from "./actor.ts";
import { type Identity, makeIdentity } from "./certificate.ts";
import { forbidStun, judgeHandshake, type Tap, tapDtls } from "./guards.ts";

/** The SRTP profiles that werift and browsers offer. A leg without them fails against a peer that wants one. */
const SRTP_PROFILES = [7, 1] as const;

/**
 * One leg of an interceptor: an ICE agent and a DTLS association of its own with one peer. Once the handshake
 * is over it opens and seals the records itself: they only have to be carried on, not understood.
 */
export class Leg {
  readonly owner: "alice-leg" | "bob-leg";
  readonly parameters: LegParameters;
  /** As `a=candidate` without "a=", with the port that the network shows to the outside. */
  readonly candidate: string;
  /** Called with each SCTP packet that the peer sent, decrypted. */
  onPacket: (packet: Uint8Array) => void = () => undefined;
  #identity: Identity;
  #ice: RTCIceTransport;
  /** SCTP packets that came for this leg's peer before this leg was connected. */
  #queue: Uint8Array[] = [];
  #keys: { readonly read: ProtectionKey; readonly write: ProtectionKey } | undefined;
  #sequence = 0;

  /** Makes a key, gathers on loopback, and resolves when the leg can be put into an SDP. */
  static async open(owner: Leg["owner"], publicPort: number): Promise<Leg> {
    const gatherer = new RTCIceGatherer({
      useIpv4: true,
      useIpv6: false,
      interfaceAddresses: { udp4: "127.0.0.1" },
    });
    forbidStun(gatherer.connection);
    const [identity] = await Promise.all([makeIdentity(owner), gatherer.gather()]);
    return new Leg(owner, publicPort, identity, gatherer);
  }

  private constructor(owner: Leg["owner"], publicPort: number, identity: Identity, gatherer: RTCIceGatherer) {
    this.owner = owner;
    this.#identity = identity;
    this.#ice = new RTCIceTransport(gatherer);
    const [local] = gatherer.localCandidates;
    if (!local) throw new Error(`the ${owner} found no loopback address`);
    const own = parseCandidate(local.toJSON().candidate);
    report({ kind: "socket-opened", owner, port: own.port });
    this.candidate = formatCandidate(mapCandidate(own, { address: "127.0.0.1", port: publicPort }));
    const { usernameFragment, password } = gatherer.localParameters;
    this.parameters = {
      fingerprint: certificateFingerprint(identity.der, "sha-256"),
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
    const { connection } = this.#ice;
    connection.iceControlling = iceRole === "controlling";
    this.#ice.setRemoteParams({ iceLite: false, usernameFragment: peer.iceUfrag, password: peer.icePwd });
    this.#ice.onStateChange.subscribe((state) =>
      report({ kind: "state", owner: this.owner, of: "ice", state }),
    );
    const tap = tapDtls(connection);
    const { certPem, privateKey, signatureHash } = this.#identity.certificate;
    const dtls = new DtlsServer({
      cert: certPem,
      key: privateKey,
      signatureHash,
      transport: iceTransportOf(connection),
      srtpProfiles: [...SRTP_PROFILES],
      extendedMasterSecret: true,
      certificateRequest: true,
    });
    const connected = new Promise<void>((resolve, reject) => {
      dtls.onConnect.once(() => resolve());
      dtls.onError.once(reject);
    });
    await Promise.all([this.#ice.start(), connected]);
    this.#takeOver(dtls, tap);
  }

  /** Sends one SCTP packet to this leg's peer, as soon as there is a connection to send it on. */
  send(packet: Uint8Array): void {
    if (!this.#keys) {
      this.#queue.push(packet);
      return;
    }
    this.#sequence += 1;
    const record = {
      contentType: "application_data",
      epoch: 1,
      sequence: this.#sequence,
      plaintext: packet,
    } as const;
    void this.#ice.connection.send(Buffer.from(sealRecord(this.#keys.write, record)));
  }

  /** From here on werift's DTLS sees handshake records only: a repeated Finished still gets its answer. */
  #takeOver(dtls: DtlsServer, tap: Tap): void {
    const handshake = judgeHandshake(dtls, tap.stop());
    report({
      kind: "certificate-delivered",
      owner: this.owner,
      role: "server",
      certificate: Buffer.from(handshake.certificate).toString("base64"),
    });
    report({ kind: "session-secret", owner: this.owner, ...handshake.secrets });
    report({ kind: "state", owner: this.owner, of: "dtls", state: "connected" });
    const { socket } = dtls.transport;
    const toWerift = socket.onData;
    socket.onData = (datagram, address) => {
      for (const record of scanRecords(datagram).records) {
        if (record.contentType !== "application_data") toWerift(datagram, address);
        else this.#hear(handshake.keys.read, record);
      }
    };
    this.#keys = handshake.keys;
    this.#sequence = handshake.lastSequenceSent;
    for (const packet of this.#queue) this.send(packet);
    this.#queue = [];
  }

  /** A record that does not open is not the peer's, or not of this association: dropped, as DTLS has it. */
  #hear(key: ProtectionKey, record: DtlsRecord): void {
    const opened = openRecord(key, record);
    if (opened.ok) this.onPacket(opened.plaintext);
  }
}

/** werift's DTLS speaks over this. Only DTLS may reach it: media and STUN share the socket (RFC 7983). */
function iceTransportOf(connection: IceConnection): Transport {
  const transport: Transport = {
    type: "ice",
    address: { address: "127.0.0.1", family: "IPv4", port: 0 },
    closed: false,
    onData: () => undefined,
    send: (data) => connection.send(data),
    close: () => connection.close(),
  };
  connection.onData.subscribe((datagram) => {
    if (isDtls(datagram)) transport.onData(datagram, ["", 0]);
  });
  return transport;
}
