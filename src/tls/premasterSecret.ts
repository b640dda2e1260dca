import { constants, type KeyObject, privateDecrypt } from "node:crypto";
import type { ProtocolVersion } from "../dtls/wire/record.ts";

/** Length in bytes of every premaster secret that RSA transports: two of them are the client's version. */
const PREMASTER_LENGTH = 48;

/**
 * Decrypts the premaster secret that a client encrypted to the holder of `key` (RFC 5246 §7.4.7.1, RFC 8017 §7.2.2).
 * Undefined when this is not the key that it was encrypted to. Passing the tests here does not prove the key;
 * a record that authenticates does. A TLS server must never reveal the
 * difference (Bleichenbacher's oracle, RFC 5246 §7.4.7.1); an attacker who computes on a recording has nothing to
 * hide.
 */
export function decryptPremasterSecret(
  key: KeyObject,
  encrypted: Uint8Array,
  clientVersion: ProtocolVersion,
): Uint8Array | undefined {
  const block = decryptBlock(key, encrypted);
  if (block === undefined || block[0] !== 0 || block[1] !== 2) return undefined;
  // Padding without a zero byte, then a zero byte, then the secret (RFC 8017 §7.2.2).
  const premaster = block.subarray(block.indexOf(0, 2) + 1);
  if (premaster.length !== PREMASTER_LENGTH) return undefined;
  const { major, minor } = clientVersion;
  return premaster[0] === major && premaster[1] === minor ? premaster : undefined;
}

/** Node refuses RSA_PKCS1_PADDING in privateDecrypt, so the padding is read above. */
function decryptBlock(key: KeyObject, encrypted: Uint8Array): Uint8Array | undefined {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
  } catch {
    return undefined; // not an integer below this key's modulus: encrypted to another key
  }
}
