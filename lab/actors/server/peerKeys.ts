import { PEERS, type PeerName } from "../../../src/trace/parties.ts";
import type { FactListener } from "../actor.ts";
import type { LegCertificates } from "../attacker/interceptor.ts";
import type { LocalCertificate } from "../localCertificate.ts";
import type { ServerSignal } from "../signalling.ts";

/**
 * The keys that a server makes for its users and hands over when each first joins, which is not what WebRTC does
 * (RFC 8827 §6.5). The server keeps a copy, so it can show a peer's own certificate and prove possession of its key.
 */
export class PeerKeys {
  readonly #report: FactListener;
  #made: Readonly<Record<PeerName, LocalCertificate>> | undefined;
  #credentials = new Map<PeerName, ServerSignal>();

  constructor(report: FactListener) {
    this.#report = report;
  }

  async make(): Promise<void> {
    // A server that makes no keys needs no WebRTC stack.
    const { credentialsOf, makeLocalCertificate } = await import("../localCertificate.ts");
    const [alice, bob] = await Promise.all([
      makeLocalCertificate("alice", this.#report),
      makeLocalCertificate("bob", this.#report),
    ]);
    this.#made = { alice, bob };
    for (const peer of PEERS)
      this.#credentials.set(peer, { type: "credentials", ...credentialsOf(this.#made[peer]) });
  }

  /** What the server sends this peer when it first joins a room; undefined afterwards, or when it made no keys. */
  handOver(peer: PeerName): ServerSignal | undefined {
    const credentials = this.#credentials.get(peer);
    this.#credentials.delete(peer);
    return credentials;
  }

  /** Each leg shows its peer the other peer's certificate. @throws Error when the server made no keys. */
  legCertificates(): LegCertificates {
    if (!this.#made) throw new Error("the server made no keys that its legs could use");
    const { alice, bob } = this.#made;
    return { "alice-leg": Promise.resolve(bob), "bob-leg": Promise.resolve(alice) };
  }
}
