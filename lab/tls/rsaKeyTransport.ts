import { createPrivateKey, generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { recordTls, type TlsRecording } from "./recordedTls.ts";
import { selfSignedCertificate } from "./selfSignedCertificate.ts";

/** An RSA key and its self-signed certificate, in PEM. */
export interface RsaCertificate {
  readonly privateKey: string;
  readonly certificate: string;
}

export type RsaContrast =
  | (TlsRecording & { readonly kind: "recorded"; readonly privateKeyPkcs8: Uint8Array })
  | { readonly kind: "not-available"; readonly because: string };

/**
 * Makes an RSA key of 2048 bits and a certificate for it. This takes 0.1 to 0.4 s, most of it in a thread of the
 * platform: start it before there is need of it.
 */
export async function makeRsaCertificate(): Promise<RsaCertificate> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: selfSignedCertificate(privateKey, "contrast"),
  };
}

/**
 * Records a TLS 1.2 connection of the old kind: the client encrypts the premaster secret to the server's RSA key,
 * and nothing ephemeral takes part. A platform whose OpenSSL refuses such a suite gives "not-available".
 */
export async function recordRsaKeyTransport(
  made: Promise<RsaCertificate>,
  message: string,
  deadlineMs: number,
): Promise<RsaContrast> {
  try {
    const { privateKey, certificate } = await made;
    const ciphers = "AES128-GCM-SHA256"; // OpenSSL's name of TLS_RSA_WITH_AES_128_GCM_SHA256
    const recording = await recordTls({ privateKey, certificate, ciphers, message, deadlineMs });
    const privateKeyPkcs8 = createPrivateKey(privateKey).export({ type: "pkcs8", format: "der" });
    return { kind: "recorded", ...recording, privateKeyPkcs8 };
  } catch (error) {
    return { kind: "not-available", because: error instanceof Error ? error.message : String(error) };
  }
}
