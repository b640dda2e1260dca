import { createPublicKey, type KeyObject, randomBytes, sign } from "node:crypto";

/**
 * A minimal self-signed X.509 certificate in PEM (RFC 5280 §4.1; version 3, as WebRTC stacks make them, without
 * extensions) for an RSA or an EC key, signed with SHA-256. Valid from yesterday for two days: it is for one run on this
 * machine.
 * @param now milliseconds since 1970
 * @throws RangeError for a key of another type
 */
export function selfSignedCertificate(
  privateKey: KeyObject,
  commonName: string,
  now: number = Date.now(),
): string {
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const algorithm = signatureAlgorithmOf(privateKey);
  const content = sequence(
    VERSION_3,
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    nameOf(commonName),
    sequence(time(now - DAY_MS), time(now + DAY_MS)),
    nameOf(commonName),
    publicKey,
  );
  const signature = sign("sha256", content, privateKey);
  const certificate = sequence(content, algorithm, der(0x03, Buffer.of(0), signature));
  return `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64")}\n-----END CERTIFICATE-----\n`;
}

function signatureAlgorithmOf({ asymmetricKeyType }: KeyObject): Buffer {
  if (asymmetricKeyType === "rsa") return RSA_WITH_SHA256;
  if (asymmetricKeyType === "ec") return ECDSA_WITH_SHA256;
  throw new RangeError(`no certificate is made for a key of the type ${asymmetricKeyType}`);
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** sha256WithRSAEncryption, 1.2.840.113549.1.1.11, with its NULL parameters (RFC 4055 §5). */
const RSA_WITH_SHA256 = sequence(Buffer.from("06092a864886f70d01010b0500", "hex"));
/** ecdsa-with-SHA256, 1.2.840.10045.4.3.2 (RFC 5758 §3.2). */
const ECDSA_WITH_SHA256 = sequence(Buffer.from("06082a8648ce3d040302", "hex"));
/** [0] EXPLICIT, and the number 2. */
const VERSION_3 = der(0xa0, der(0x02, Buffer.of(2)));
/** id-at-commonName, 2.5.4.3. */
const COMMON_NAME = Buffer.from("0603550403", "hex");

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(commonName)))));
}

/** UTCTime has two digits for the year and ends with 2049; GeneralizedTime has four and begins there (RFC 5280 §4.1.2.5). */
function time(atMs: number): Buffer {
  const digits = new Date(atMs).toISOString().replaceAll(/\D/g, "").slice(0, 14);
  return digits < "2050"
    ? der(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : der(0x18, Buffer.from(`${digits}Z`));
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(0x30, ...parts);
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const digits = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...digits), content]);
}
