import { X509Certificate } from "node:crypto";
import { certificateFingerprint } from "../sdp/fingerprint.ts";
import { type EventOf, eventsOf, type TraceEvent } from "../trace/events.ts";
import { type ActorName, ENDS, type EndName, type PeerName } from "../trace/parties.ts";

/** A certificate that plays a part in the run, once. */
export interface RunCertificate {
  readonly der: Uint8Array;
  /** SHA-256, upper-case hex pairs joined by colons. */
  readonly fingerprint: string;
  /** Whose it is: a peer's, or that of an attacker's leg. Undefined: nobody in this run reported that it made it. */
  readonly owner: EndName | undefined;
  /** Who reported making the key pair, in which process. */
  readonly made:
    | { readonly actor: ActorName; readonly pid: number; readonly seq: number; readonly at: number }
    | undefined;
  /** The trace line that told of it first. */
  readonly seq: number;
}

/** Every certificate of a run. Each is parsed and hashed once, whoever asks. */
export class CertificateBook {
  readonly all: readonly RunCertificate[];
  readonly #byBase64: ReadonlyMap<string, RunCertificate>;
  readonly #uses: readonly { readonly peer: EndName; readonly seq: number; readonly certificate: string }[];

  /** @param captured certificates that handshakes of the capture show; who made one follows from its fingerprint. */
  constructor(trace: readonly TraceEvent[], captured: readonly Uint8Array[] = []) {
    const inStacks = eventsOf(trace, "key-made-in-stack");
    const known = new Map<string, RunCertificate>();
    for (const event of trace) {
      if (!namesCertificate(event) || known.has(event.certificate)) continue;
      const der = Buffer.from(event.certificate, "base64");
      known.set(event.certificate, {
        der,
        fingerprint: certificateFingerprint(der, "sha-256").value,
        owner: "owner" in event && event.kind !== "certificate-delivered" ? event.owner : undefined,
        made:
          event.kind === "key-made"
            ? { actor: event.actor, pid: event.pid, seq: event.seq, at: event.at }
            : undefined,
        seq: event.seq,
      });
    }
    for (const der of [...[...known.values()].map(({ der }) => der), ...captured]) {
      const fingerprint = certificateFingerprint(der, "sha-256").value;
      const event = inStacks.find((candidate) => candidate.fingerprint.value === fingerprint);
      if (!event) continue;
      const { owner, actor, pid, seq, at } = event;
      known.set(Buffer.from(der).toString("base64"), {
        der,
        fingerprint,
        owner,
        made: { actor, pid, seq, at },
        seq,
      });
    }
    this.#byBase64 = known;
    this.all = [...known.values()].toSorted((a, b) => rank(a) - rank(b));
    const shown = [...known].flatMap(([certificate, { owner, made, seq }]) =>
      owner !== undefined && inStacks.some((event) => event.seq === made?.seq)
        ? { owner, seq, certificate }
        : [],
    );
    this.#uses = [...eventsOf(trace, "key-made"), ...eventsOf(trace, "key-received"), ...shown]
      .map(({ owner, seq, certificate }) => ({ peer: owner, seq, certificate }))
      .toSorted((a, b) => a.seq - b.seq);
  }

  /** By its base64 text in a fact. */
  of(base64: string): RunCertificate | undefined {
    return this.#byBase64.get(base64);
  }

  ofDer(der: Uint8Array): RunCertificate | undefined {
    return this.of(Buffer.from(der).toString("base64"));
  }

  /** Upper-case hex pairs joined by colons, of any certificate. */
  fingerprintOf(der: Uint8Array): string {
    return this.ofDer(der)?.fingerprint ?? certificateFingerprint(der, "sha-256").value;
  }

  /** The one that an end had as its own at a line of the trace: the last that it made or was handed before. */
  usedBy(end: EndName, beforeSeq = Number.POSITIVE_INFINITY): RunCertificate | undefined {
    const use = this.#uses.findLast(({ peer, seq }) => peer === end && seq < beforeSeq);
    return use && this.of(use.certificate);
  }

  /** Every certificate that is the peer's own, whoever made it. */
  ownedBy(peer: PeerName): RunCertificate[] {
    return this.all.filter(({ owner }) => owner === peer);
  }
}

type CertificateEvent = EventOf<"key-made" | "key-received" | "certificate-ground" | "certificate-delivered">;

function namesCertificate(event: TraceEvent): event is CertificateEvent {
  return (
    event.kind === "key-made" ||
    event.kind === "key-received" ||
    event.kind === "certificate-ground" ||
    event.kind === "certificate-delivered"
  );
}

function rank({ owner }: RunCertificate): number {
  return owner === undefined ? ENDS.length : ENDS.indexOf(owner);
}

/** `84:7D:B7:EE`: enough to tell the certificates of one page apart, too little to trust. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, 11);
}

export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly key: string;
  /** Its own key signed it. A self-signed certificate names nobody that anybody vouches for. */
  readonly selfSigned: boolean;
}

/** What a certificate says, in clear, to everybody on the path. Undefined when it cannot be parsed. */
export function certificateFacts(der: Uint8Array): CertificateFacts | undefined {
  try {
    const certificate = new X509Certificate(der);
    const { asymmetricKeyType = "unknown", asymmetricKeyDetails } = certificate.publicKey;
    const size = asymmetricKeyDetails?.namedCurve ?? asymmetricKeyDetails?.modulusLength;
    return {
      subject: oneLine(certificate.subject),
      issuer: oneLine(certificate.issuer),
      serialNumber: certificate.serialNumber,
      validFrom: certificate.validFrom,
      validTo: certificate.validTo,
      key: size === undefined ? asymmetricKeyType : `${asymmetricKeyType} ${size}`,
      selfSigned: certificate.verify(certificate.publicKey),
    };
  } catch {
    // The bytes may come from anybody; what cannot be read is shown by its fingerprint alone.
    return undefined;
  }
}

function oneLine(name: string | undefined): string {
  return (name ?? "").split("\n").join(", ") || "(empty)";
}
