import type { PathAttack, SeenDatagram } from "../../../src/attacks/attack.ts";
import { type AssociationDatagram, readAssociation } from "../../../src/dtls/handshake/association.ts";
import { counterpartOf, legOf, PEERS, type PeerName } from "../../../src/trace/parties.ts";
import { report, reportFailure } from "../actor.ts";
import { type LocalCertificate, makeLocalCertificate, withCertificate } from "../localCertificate.ts";
import { Bridge, type BridgeEnd } from "./bridge.ts";
import { DtlsEnd } from "./dtlsEnd.ts";

/**
 * An attacker who owns the path but not the signalling: it answers both peers' DTLS itself. It needs no ICE:
 * the peers' own checks pass through. The first ClientHello shows which peer is the DTLS client.
 */
export class OnPath {
  readonly bridge: Bridge;
  readonly #localCertificates: Readonly<Record<PeerName, LocalCertificate>>;
  readonly #ends: Readonly<Record<PeerName, PathEnd>>;
  #started = false;

  /** @param seen the DTLS of an earlier call, where an attack replays certificates. @throws when it shows none. */
  static async open(
    attack: PathAttack,
    seen: readonly SeenDatagram[],
    sendDatagram: (to: PeerName, datagram: Uint8Array) => void,
  ): Promise<OnPath> {
    const [alice, bob] = await Promise.all(PEERS.map((peer) => makeLocalCertificate(legOf(peer), report)));
    if (!alice || !bob) throw new Error("an attacker on the path needs two certificates");
    const own = { alice, bob };
    const shown = attack.certificate === "own" ? own : disguised(own, seen);
    return new OnPath(attack.id, shown, sendDatagram);
  }

  private constructor(
    attack: string,
    localCertificates: Readonly<Record<PeerName, LocalCertificate>>,
    sendDatagram: (to: PeerName, datagram: Uint8Array) => void,
  ) {
    this.#localCertificates = localCertificates;
    this.#ends = { alice: new PathEnd("alice", sendDatagram), bob: new PathEnd("bob", sendDatagram) };
    this.bridge = new Bridge(this.#ends, { attack, report, onError: reportFailure });
  }

  /** A DTLS datagram that `from` sent to the other peer, and that never arrives there. */
  divert(from: PeerName, datagram: Buffer): void {
    if (!this.#started) {
      this.#started = true;
      this.#ends[from].start("server", this.#localCertificates[from]);
      this.#ends[counterpartOf(from)].start("client", this.#localCertificates[counterpartOf(from)]);
    }
    this.#ends[from].receiveDatagram(datagram);
  }
}

class PathEnd implements BridgeEnd {
  onPacket: (packet: Uint8Array) => void = () => undefined;
  readonly #peer: PeerName;
  readonly #sendDatagram: (to: PeerName, datagram: Uint8Array) => void;
  #dtls: DtlsEnd | undefined;
  #queue: Uint8Array[] = [];

  constructor(peer: PeerName, sendDatagram: (to: PeerName, datagram: Uint8Array) => void) {
    this.#peer = peer;
    this.#sendDatagram = sendDatagram;
  }

  start(role: "client" | "server", localCertificate: LocalCertificate): void {
    const owner = legOf(this.#peer);
    this.#dtls = new DtlsEnd({
      owner,
      localCertificate,
      role,
      sendDatagram: (datagram) => this.#sendDatagram(this.#peer, datagram),
      onPacket: (packet) => this.onPacket(packet),
      report,
    });
    this.#dtls.connect().then(
      () => {
        for (const packet of this.#queue) this.send(packet);
        this.#queue = [];
      },
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        report({ kind: "state", owner, of: "dtls", state: `failed: ${why}` });
      },
    );
  }

  receiveDatagram(datagram: Buffer): void {
    this.#dtls?.receiveDatagram(datagram);
  }

  send(packet: Uint8Array): void {
    if (this.#dtls?.isConnected) this.#dtls.sendPacket(packet);
    else this.#queue.push(packet);
  }
}

/** In DTLS 1.2 certificates travel in clear: each leg shows the one that the other peer showed before. */
function disguised(
  own: Readonly<Record<PeerName, LocalCertificate>>,
  seen: readonly SeenDatagram[],
): Record<PeerName, LocalCertificate> {
  const datagrams = seen.map(
    ({ from, bytes }, index): AssociationDatagram => ({
      packet: index + 1,
      from: from === "alice" ? "a" : "b",
      bytes,
    }),
  );
  const { client, clientCertificates, serverCertificates } = readAssociation(datagrams);
  const [ofClient, ofServer] = [clientCertificates?.value[0], serverCertificates?.value[0]];
  const [ofAlice, ofBob] = client === "a" ? [ofClient, ofServer] : [ofServer, ofClient];
  if (!ofAlice || !ofBob) throw new Error("no earlier call showed both certificates");
  return { alice: withCertificate(own.alice, ofBob), bob: withCertificate(own.bob, ofAlice) };
}
