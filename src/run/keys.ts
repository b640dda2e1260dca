import { createPrivateKey, X509Certificate } from "node:crypto";
import { type EventOf, eventsOf, type TraceEvent } from "../trace/events.ts";
import { PEERS, type PeerName } from "../trace/parties.ts";
import type { CertificateBook, RunCertificate } from "./certificates.ts";
import { searchFor } from "./search.ts";
import type { CertificateKey, RunSecret } from "./secrets.ts";

/** How one peer came to the private key of the certificate that it used last. */
export interface KeyHistory {
  readonly peer: PeerName;
  readonly certificate: RunCertificate;
  /** The key that belongs to the certificate: the signature check of the two passes. */
  readonly key: CertificateKey | undefined;
  /** The process that reported making it is the one that the conductor started as this peer. */
  readonly madeByItself: boolean;
  /** The peer said that it was handed the key. */
  readonly received: EventOf<"key-received"> | undefined;
  /** Signals that the server sent to this peer before it had the certificate, and that hold the key. */
  readonly handedOver: readonly number[];
}

export function keyHistoriesOf(
  trace: readonly TraceEvent[],
  certificates: CertificateBook,
  secrets: readonly RunSecret[],
): KeyHistory[] {
  return PEERS.flatMap((peer): KeyHistory[] => {
    const certificate = certificates.usedBy(peer);
    if (!certificate) return [];
    const key = secrets.find(
      (secret): secret is CertificateKey =>
        secret.what === "certificate-key" && belongsTo(secret.pkcs8, certificate.der),
    );
    const pids = [
      ...eventsOf(trace, "actor-started").filter(({ name }) => name === peer),
      // A browser is a process of its own.
      ...eventsOf(trace, "stack-started").filter(({ actor }) => actor === peer),
    ].map(({ pid }) => pid);
    const { made } = certificate;
    const received = eventsOf(trace, "key-received").findLast(({ owner }) => owner === peer);
    const before = received?.seq ?? made?.seq ?? 0;
    const signals = eventsOf(trace, "signal-sent")
      .filter(({ to, seq }) => to === peer && seq < before)
      .map(({ seq, raw }) => ({ basis: seq, bytes: Buffer.from(raw) }));
    return [
      {
        peer,
        certificate,
        key,
        madeByItself: made !== undefined && made.actor === peer && pids.includes(made.pid),
        received,
        handedOver: key
          ? [...searchFor(key.bytes, signals), ...searchFor(key.pkcs8, signals)].flatMap(
              ({ place }) => place.basis,
            )
          : [],
      },
    ];
  });
}

function belongsTo(pkcs8: Uint8Array, certificate: Uint8Array): boolean {
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
    return new X509Certificate(certificate).checkPrivateKey(key);
  } catch {
    return false; // not a key, or not a certificate: nothing that belongs together
  }
}
