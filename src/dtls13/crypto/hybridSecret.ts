import type { Role } from "../../dtls/crypto/keySchedule.ts";

/** One side's share of X25519MLKEM768, taken apart. */
export interface HybridShare {
  /** The encapsulation key (client, 1184 bytes) or the ciphertext (server, 1088 bytes) of ML-KEM-768 (FIPS 203 §8). */
  readonly mlKem: Uint8Array;
  /** 32 bytes. */
  readonly x25519: Uint8Array;
}

/** draft-ietf-tls-ecdhe-mlkem §4.1: ML-KEM comes first. Undefined for a share of another length. */
export function splitHybridShare(role: Role, keyExchange: Uint8Array): HybridShare | undefined {
  const mlKemLength = role === "client" ? encapsulationKeyLength : ciphertextLength;
  if (keyExchange.length !== mlKemLength + x25519Length) return undefined;
  return { mlKem: keyExchange.subarray(0, mlKemLength), x25519: keyExchange.subarray(mlKemLength) };
}

/**
 * The shared secret of X25519MLKEM768 (draft-ietf-tls-ecdhe-mlkem §4.3). Both halves are needed: whoever breaks X25519
 * alone lacks the 32 bytes of ML-KEM.
 */
export function hybridSecret(mlKemSecret: Uint8Array, x25519Secret: Uint8Array): Uint8Array {
  return Buffer.concat([mlKemSecret, x25519Secret]);
}

const encapsulationKeyLength = 1184;
const ciphertextLength = 1088;
const x25519Length = 32;
