import { Socket } from "node:dgram";
import { demultiplex } from "../../../src/capture/demultiplex.ts";
import { type AssociationDatagram, readAssociation } from "../../../src/dtls/handshake/association.ts";
import { nonceReuse } from "../../../src/dtls/judge/nonceReuse.ts";
import type { PeerName } from "../../../src/trace/parties.ts";

export interface NonceCount {
  readonly from: PeerName;
  readonly records: number;
  /** Pairs of different records under one nonce. */
  readonly reused: number;
}

/** More than the handshake and the messages of a short call. */
const MAX_KEPT = 2000;

/**
 * Watches what a passive recorder sees of both legs' DTLS: does a peer's stack use an AES-GCM nonce twice? It listens at the
 * sockets of this process, because the interceptor shows no datagrams.
 */
export class NonceWatch {
  /** By the port of the leg's socket. */
  readonly #peers = new Map<number, PeerName>();
  readonly #datagrams: Record<PeerName, AssociationDatagram[]> = { alice: [], bob: [] };

  constructor() {
    const see = (port: number, from: "a" | "b", datagram: Uint8Array) => this.#see(port, from, datagram);
    const { emit, send } = Socket.prototype;
    Socket.prototype.emit = function heard(
      this: Socket,
      name: string | symbol,
      ...words: unknown[]
    ): boolean {
      const [datagram] = words;
      if (name === "message" && datagram instanceof Uint8Array) see(this.address().port, "b", datagram);
      return Reflect.apply(emit, this, [name, ...words]);
    };
    Socket.prototype.send = function sent(this: Socket, ...words: unknown[]): void {
      const [datagram] = words;
      if (datagram instanceof Uint8Array) see(this.address().port, "a", datagram);
      Reflect.apply(send, this, words);
    };
  }

  /** A new call: forgets the last one. */
  begin(): void {
    this.#peers.clear();
    this.#datagrams.alice = [];
    this.#datagrams.bob = [];
  }

  /** The candidate of a leg that a peer is told. */
  faces(peer: PeerName, candidate: string): void {
    this.#peers.set(Number(candidate.split(" ")[5]), peer);
  }

  /** What each peer's own records show ("b"), with the leg's as the other side of the association ("a"). */
  found(): NonceCount[] {
    return (["alice", "bob"] as const).map((from) => {
      const association = readAssociation(this.#datagrams[from]);
      return {
        from,
        records: association.encrypted.filter((seen) => seen.from === "b").length,
        reused: nonceReuse(association).reused.filter(({ first }) => first.from === "b").length,
      };
    });
  }

  #see(port: number, from: "a" | "b", datagram: Uint8Array): void {
    const peer = this.#peers.get(port);
    const seen = peer && this.#datagrams[peer];
    if (!seen || seen.length >= MAX_KEPT || demultiplex(datagram) !== "dtls") return;
    seen.push({ packet: seen.length + 1, from, bytes: Uint8Array.from(datagram) });
  }
}
