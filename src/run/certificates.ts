import { X509Certificate } from "node:crypto";
import { certificateFingerprint } from "../sdp/fingerprint.ts";
import { eventsOf, type TraceEvent } from "../trace/events.ts";
import { ENDS, type EndName } from "../trace/parties.ts";

/** A certificate that plays a part in the run: who made it, if that is known, and its SHA-256. */
export interface KnownCertificate {
  /** Undefined: nobody in this run reported that it made it. */
  readonly owner: EndName | undefined;
  readonly der: Uint8Array;
  /** Upper-case hex pairs joined by colons. */
  readonly fingerprint: string;
  /** The trace line of the key pair, or of the first delivery. */
  readonly seq: number;
}

/** Every certificate of a run, once: the peers' first, those of unknown makers last. */
export function certificatesOf(trace: readonly TraceEvent[]): KnownCertificate[] {
  const known = new Map<string, KnownCertificate>();
  const add = (base64: string, owner: EndName | undefined, seq: number): void => {
    if (known.has(base64)) return;
    const der = Buffer.from(base64, "base64");
    known.set(base64, { owner, der, fingerprint: certificateFingerprint(der, "sha-256").value, seq });
  };
  for (const { certificate, owner, seq } of eventsOf(trace, "key-made")) add(certificate, owner, seq);
  for (const { certificate, seq } of eventsOf(trace, "certificate-delivered"))
    add(certificate, undefined, seq);
  return [...known.values()].toSorted((a, b) => rank(a) - rank(b));
}

function rank({ owner }: KnownCertificate): number {
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
