import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { HashAlgorithm, RTCCertificate, SignatureAlgorithm } from "werift";
import type { EndName } from "../../src/trace/parties.ts";
import { selfSignedCertificate } from "../tls/selfSignedCertificate.ts";
import type { FactListener } from "./actor.ts";

const SIGNATURE_HASH = { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 };

/** As browsers name theirs: it says nothing of who holds the key. */
const COMMON_NAME = "WebRTC";

export interface LocalCertificate {
  readonly certificate: RTCCertificate;
  readonly der: Uint8Array;
}

/**
 * Makes a key pair (ECDSA, P-256) and a self-signed certificate in this process and reports both, the private key as
 * a secret that only the conductor receives. Every owner gets its own: without an explicit certificate werift shares
 * one among all connections of a process. Not made by werift, which takes 40 ms for its first one and 5 ms for each other.
 */
export async function makeLocalCertificate(owner: EndName, report: FactListener): Promise<LocalCertificate> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certPem = selfSignedCertificate(privateKey, COMMON_NAME);
  const keyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const der = new X509Certificate(certPem).raw;
  report({
    kind: "key-made",
    pid: process.pid,
    owner,
    algorithm: "ECDSA P-256",
    certificate: der.toString("base64"),
  });
  report({ kind: "private-key", owner, pkcs8: pemBody(keyPem) });
  return { certificate: new RTCCertificate(keyPem, certPem, SIGNATURE_HASH), der };
}

/** The same key pair behind another certificate: one that was varied, or somebody else's. */
export function withCertificate({ certificate }: LocalCertificate, der: Uint8Array): LocalCertificate {
  const certPem = pem("CERTIFICATE", Buffer.from(der).toString("base64"));
  return { certificate: new RTCCertificate(certificate.privateKey, certPem, certificate.signatureHash), der };
}

/** A certificate (DER) and its private key (PKCS #8), both in base64, as they cross the signalling. */
export interface Credentials {
  readonly certificate: string;
  readonly privateKey: string;
}

export function credentialsOf({ certificate, der }: LocalCertificate): Credentials {
  return { certificate: Buffer.from(der).toString("base64"), privateKey: pemBody(certificate.privateKey) };
}

/** The certificate and key that somebody else made, to use as one's own. */
export function fromCredentials({ certificate, privateKey }: Credentials): LocalCertificate {
  const [certPem, keyPem] = [pem("CERTIFICATE", certificate), pem("PRIVATE KEY", privateKey)];
  return {
    certificate: new RTCCertificate(keyPem, certPem, SIGNATURE_HASH),
    der: Buffer.from(certificate, "base64"),
  };
}

/** RFC 7468 §2: lines of 64 characters. */
function pem(label: string, base64: string): string {
  return `-----BEGIN ${label}-----\n${base64.replace(/.{64}/g, "$&\n")}\n-----END ${label}-----\n`;
}

function pemBody(pem: string): string {
  return pem.replaceAll(/-----[A-Z ]+-----|\s/g, "");
}
