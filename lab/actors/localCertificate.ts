import { X509Certificate } from "node:crypto";
import {
  CipherContext,
  HashAlgorithm,
  NamedCurveAlgorithm,
  RTCCertificate,
  SignatureAlgorithm,
} from "werift";
import type { EndName } from "../../src/trace/parties.ts";
import type { FactListener } from "./actor.ts";

export interface LocalCertificate {
  readonly certificate: RTCCertificate;
  readonly der: Uint8Array;
}

/**
 * Makes a key pair (ECDSA, P-256) and a self-signed certificate here, in this process, and reports both: the
 * certificate as a fact of the play, the private key as a secret that only the conductor is told. Every owner
 * gets its own: without an explicit certificate werift shares one among all connections of a process.
 */
export async function makeLocalCertificate(owner: EndName, report: FactListener): Promise<LocalCertificate> {
  const { certPem, keyPem, signatureHash } = await CipherContext.createSelfSignedCertificateWithKey(
    { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 },
    NamedCurveAlgorithm.secp256r1_23,
  );
  const der = new X509Certificate(certPem).raw;
  report({
    kind: "key-made",
    pid: process.pid,
    owner,
    algorithm: "ECDSA P-256",
    certificate: der.toString("base64"),
  });
  report({ kind: "private-key", owner, pkcs8: pemBody(keyPem) });
  return { certificate: new RTCCertificate(keyPem, certPem, signatureHash), der };
}

/** The same key pair behind another certificate: one that was varied, or somebody else's. */
export function withCertificate({ certificate }: LocalCertificate, der: Uint8Array): LocalCertificate {
  const base64 = Buffer.from(der).toString("base64").replace(/.{64}/g, "$&\n");
  const certPem = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
  return { certificate: new RTCCertificate(certificate.privateKey, certPem, certificate.signatureHash), der };
}

function pemBody(pem: string): string {
  return pem.replaceAll(/-----[A-Z ]+-----|\s/g, "");
}
