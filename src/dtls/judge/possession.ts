import { constants, type KeyObject, timingSafeEqual, verify, X509Certificate } from "node:crypto";
import { type Randoms, type Role, verifyData } from "../crypto/keySchedule.ts";
import type { CertificateVerify } from "../wire/certificateMessages.ts";
import type { ServerKeyExchange } from "../wire/keyExchange.ts";
import { type PrfHash, signatureSchemeName } from "../wire/registry.ts";

/** "refuted" covers everything that fails to prove possession; `code` says why. */
export type Possession =
  | { readonly kind: "proven" }
  | { readonly kind: "refuted"; readonly code: RefutationCode; readonly message: string };

export type RefutationCode =
  | "bad-certificate"
  | "unsupported-key"
  | "weak-hash"
  | "unsupported-scheme"
  | "key-scheme-mismatch"
  | "bad-signature"
  | "wrong-verify-data";

/**
 * Did the holder of the certificate's key sign these randoms and this ephemeral key (RFC 8422 §5.4)?
 * It does not prove that the sender also holds the ephemeral private key: Finished does. `certificate` is DER.
 */
export function verifyServerKeyExchange(
  input: Randoms & { readonly serverKeyExchange: ServerKeyExchange; readonly certificate: Uint8Array },
): Possession {
  const { clientRandom, serverRandom, serverKeyExchange, certificate } = input;
  const signed = Buffer.concat([clientRandom, serverRandom, serverKeyExchange.params]);
  return verifySignature(certificate, serverKeyExchange, signed);
}

/**
 * Did the holder of the certificate's key sign this handshake (RFC 5246 §7.4.8)?
 * `transcript`: canonical bytes of all messages before CertificateVerify. `certificate` is DER.
 * It does not prove whose certificate it is: only comparing fingerprints does.
 */
export function verifyCertificateVerify(input: {
  readonly transcript: Uint8Array;
  readonly certificateVerify: CertificateVerify;
  readonly certificate: Uint8Array;
}): Possession {
  return verifySignature(input.certificate, input.certificateVerify, input.transcript);
}

/**
 * Does `role` know the master secret and agree on the transcript (RFC 5246 §7.4.9)?
 * `transcript`: canonical bytes of all messages before this Finished. It binds the signed ephemeral key to its
 * user; by itself it authenticates nobody.
 */
export function verifyFinished(input: {
  readonly masterSecret: Uint8Array;
  readonly transcript: Uint8Array;
  readonly role: Role;
  readonly verifyData: Uint8Array;
  readonly prfHash: PrfHash;
}): Possession {
  const expected = verifyData(input.prfHash, input.masterSecret, input.role, input.transcript);
  const given = input.verifyData;
  if (given.length === expected.length && timingSafeEqual(given, expected)) return { kind: "proven" };
  return refuted("wrong-verify-data", `the ${input.role}'s Finished does not match the transcript`);
}

interface SignatureAlgorithm {
  readonly keyType: "ec" | "rsa";
  readonly hash: "sha256" | "sha384" | "sha512";
  readonly padding?: number;
}

const pkcs1 = { keyType: "rsa", padding: constants.RSA_PKCS1_PADDING } as const;
/** TLS 1.2 stacks choose RSA-PSS too when both sides list it (RFC 8446 §4.2.3). */
const pss = { keyType: "rsa", padding: constants.RSA_PKCS1_PSS_PADDING } as const;

/** In TLS 1.2 an ECDSA code names the hash only; the curve is that of the certificate. */
const algorithms: ReadonlyMap<number, SignatureAlgorithm> = new Map<number, SignatureAlgorithm>([
  [0x0401, { ...pkcs1, hash: "sha256" }],
  [0x0501, { ...pkcs1, hash: "sha384" }],
  [0x0601, { ...pkcs1, hash: "sha512" }],
  [0x0403, { keyType: "ec", hash: "sha256" }],
  [0x0503, { keyType: "ec", hash: "sha384" }],
  [0x0603, { keyType: "ec", hash: "sha512" }],
  [0x0804, { ...pss, hash: "sha256" }],
  [0x0805, { ...pss, hash: "sha384" }],
  [0x0806, { ...pss, hash: "sha512" }],
]);

function verifySignature(
  certificate: Uint8Array,
  { signatureScheme, signature }: Pick<CertificateVerify, "signatureScheme" | "signature">,
  signed: Uint8Array,
): Possession {
  const scheme = signatureSchemeName(signatureScheme);
  if (isWeak(signatureScheme)) return refuted("weak-hash", `${scheme} rests on MD5, SHA-1 or SHA-224`);
  const algorithm = algorithms.get(signatureScheme);
  if (algorithm === undefined) return refuted("unsupported-scheme", `${scheme} is not supported`);
  const key = publicKeyOf(certificate);
  if (key === undefined) return refuted("bad-certificate", "the certificate is not one DER structure");
  if (!isSupported(key)) return refuted("unsupported-key", "the key is not RSA, P-256 or P-384");
  if (key.asymmetricKeyType !== algorithm.keyType) {
    return refuted("key-scheme-mismatch", `${scheme} does not fit a key of type ${key.asymmetricKeyType}`);
  }
  return isSignedBy(key, algorithm, signed, signature)
    ? { kind: "proven" }
    : refuted("bad-signature", `the ${scheme} signature was not made with the certificate's key`);
}

/** Before RFC 8446 the high byte named the hash: 1 MD5, 2 SHA-1, 3 SHA-224. */
function isWeak(signatureScheme: number): boolean {
  return signatureScheme >> 8 >= 1 && signatureScheme >> 8 <= 3;
}

function publicKeyOf(certificate: Uint8Array): KeyObject | undefined {
  try {
    const parsed = new X509Certificate(certificate);
    // The parser also takes PEM and trailing bytes, which the fingerprint would cover and the key would not.
    return Buffer.compare(parsed.raw, certificate) === 0 ? parsed.publicKey : undefined;
  } catch {
    return undefined;
  }
}

function isSupported(key: KeyObject): boolean {
  if (key.asymmetricKeyType === "rsa") return true;
  const curve = key.asymmetricKeyDetails?.namedCurve;
  return key.asymmetricKeyType === "ec" && (curve === "prime256v1" || curve === "secp384r1");
}

function isSignedBy(
  key: KeyObject,
  algorithm: SignatureAlgorithm,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean {
  const { padding } = algorithm;
  try {
    if (padding === undefined) return verify(algorithm.hash, signed, key, signature);
    const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
    return verify(algorithm.hash, signed, { key, padding, saltLength }, signature);
  } catch {
    // OpenSSL throws for some malformed keys and signatures: no proof either.
    return false;
  }
}

const refuted = (code: RefutationCode, message: string): Possession => ({ kind: "refuted", code, message });
