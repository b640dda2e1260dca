import { timingSafeEqual, X509Certificate } from "node:crypto";
import type { Role } from "../../dtls/crypto/keySchedule.ts";
import { type Possession, verifyCertificateVerify } from "../../dtls/judge/possession.ts";
import { signatureSchemeName } from "../../dtls/wire/registry.ts";
import type { ConnectionSecrets } from "../crypto/keyLog.ts";
import { finishedVerifyData } from "../crypto/keySchedule.ts";
import type { Association13 } from "../handshake/association.ts";
import { transcriptHash } from "../handshake/transcript.ts";

/** A proof and the packets that it rests on. "none": nothing to check, or too little of the handshake to check it. */
export interface Finding13 {
  readonly proof: Possession | { readonly kind: "none"; readonly reason: NoProofReason13 };
  readonly packets: readonly number[];
}

export type NoProofReason13 =
  | "not-opened"
  | "no-certificate"
  | "no-certificate-verify"
  | "no-finished"
  | "no-secret"
  | "transcript-incomplete";

/**
 * Did `role` sign this handshake with the private key of the certificate that it showed (RFC 8446 §4.4.3)? Needs an
 * opened handshake. It does not prove whose certificate it is: only comparing fingerprints does.
 */
export function judgePossession13(association: Association13, role: Role): Finding13 {
  const { suite, messages } = association;
  const certificates = association.certificates[role];
  const certificateVerify = association.certificateVerify[role];
  if (suite === undefined || !hasOpened(association, role)) return none("not-opened");
  const certificate = certificates?.value.certificates[0];
  if (certificates === undefined || certificate === undefined) return none("no-certificate");
  if (certificateVerify === undefined) return none("no-certificate-verify", certificates.message.packets);
  const hash = transcriptHash(suite.hash, association, messages, { before: certificateVerify.message });
  const packets = packetsOf([certificates, certificateVerify]);
  if (hash === undefined) return none("transcript-incomplete", packets);
  const { signatureScheme } = certificateVerify.value;
  const refutation = schemeRefutation(signatureScheme, certificate);
  if (refutation !== undefined) return { proof: refutation, packets };
  const proof = verifyCertificateVerify({
    transcript: signedContent(role, hash),
    certificateVerify: certificateVerify.value,
    certificate,
  });
  return { proof, packets };
}

/**
 * Does `role` know the handshake's secret and agree on the transcript (RFC 8446 §4.4.4)? Together with
 * judgePossession13: the signer itself completed the handshake. By itself it authenticates nobody.
 */
export function judgeFinished13(
  association: Association13,
  secrets: ConnectionSecrets,
  role: Role,
): Finding13 {
  const { suite, messages } = association;
  const finished = association.finished[role];
  const secret = secrets.handshake[role];
  if (secret === undefined) return none("no-secret");
  if (suite === undefined || !hasOpened(association, role)) return none("not-opened");
  if (finished === undefined) return none("no-finished");
  const { packets } = finished.message;
  const hash = transcriptHash(suite.hash, association, messages, { before: finished.message });
  if (hash === undefined) return none("transcript-incomplete", packets);
  const expected = finishedVerifyData(suite.hash, secret, hash);
  const { verifyData } = finished.value;
  const isRight = verifyData.length === expected.length && timingSafeEqual(verifyData, expected);
  return {
    proof: isRight
      ? { kind: "proven" }
      : {
          kind: "refuted",
          code: "wrong-verify-data",
          message: `the ${role}'s Finished does not match the transcript`,
        },
    packets,
  };
}

/** RFC 8446 §4.4.3: 64 spaces, a context, a zero byte, the hash. DTLS keeps the words of TLS (RFC 9147 §5). */
export function signedContent(role: Role, hash: Uint8Array): Uint8Array {
  const context = `TLS 1.3, ${role} CertificateVerify`;
  return Buffer.concat([Buffer.alloc(64, 0x20), Buffer.from(context, "ascii"), Buffer.of(0), hash]);
}

/** RFC 8446 §4.2.3, §4.4.3: no PKCS #1 v1.5 here, and the scheme of an ECDSA signature names the curve too. */
function schemeRefutation(scheme: number, certificate: Uint8Array): Possession | undefined {
  const name = signatureSchemeName(scheme);
  if (pkcs1Schemes.includes(scheme)) {
    return {
      kind: "refuted",
      code: "unsupported-scheme",
      message: `${name} may not sign a DTLS 1.3 handshake`,
    };
  }
  const curve = ecdsaCurves.get(scheme);
  if (curve === undefined || curve === curveOf(certificate)) return undefined;
  return { kind: "refuted", code: "key-scheme-mismatch", message: `${name} needs a key on ${curve}` };
}

const pkcs1Schemes = [0x0401, 0x0501, 0x0601];
const ecdsaCurves: ReadonlyMap<number, string> = new Map([
  [0x0403, "prime256v1"],
  [0x0503, "secp384r1"],
  [0x0603, "secp521r1"],
]);

function curveOf(certificate: Uint8Array): string | undefined {
  try {
    return new X509Certificate(certificate).publicKey.asymmetricKeyDetails?.namedCurve;
  } catch {
    return undefined;
  }
}

const hasOpened = ({ messages }: Association13, role: Role): boolean =>
  messages.some(({ sender, epoch }) => sender === role && epoch === 2);

const none = (reason: NoProofReason13, packets: readonly number[] = []): Finding13 => ({
  proof: { kind: "none", reason },
  packets,
});

function packetsOf(
  parts: readonly { readonly message: { readonly packets: readonly number[] } }[],
): number[] {
  return [...new Set(parts.flatMap(({ message }) => message.packets))].sort((x, y) => x - y);
}
