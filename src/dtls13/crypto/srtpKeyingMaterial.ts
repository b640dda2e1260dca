import type { SrtpKeyingMaterial } from "../../dtls/crypto/keySchedule.ts";
import type { SrtpProfile } from "../../dtls/wire/registry.ts";
import type { HandshakeHash } from "../registry.ts";
import { exportKeyingMaterial } from "./keySchedule.ts";

/** SRTP master keys and salts (RFC 5764 §4.2) by the exporter of RFC 8446 §7.5. */
export function srtpKeyingMaterial13(
  hash: HandshakeHash,
  exporterSecret: Uint8Array,
  { keyLength, saltLength }: SrtpProfile,
): SrtpKeyingMaterial {
  const material = exportKeyingMaterial(
    hash,
    exporterSecret,
    "EXTRACTOR-dtls_srtp",
    new Uint8Array(),
    2 * (keyLength + saltLength),
  );
  return {
    clientKey: material.subarray(0, keyLength),
    serverKey: material.subarray(keyLength, 2 * keyLength),
    clientSalt: material.subarray(2 * keyLength, 2 * keyLength + saltLength),
    serverSalt: material.subarray(2 * keyLength + saltLength),
  };
}
