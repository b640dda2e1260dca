import { createHash, createHmac } from "node:crypto";
import type { CipherSuite, PrfHash, SrtpProfile } from "../wire/registry.ts";

export type Role = "client" | "server";

/** Both hello randoms, 32 bytes each. They are public. */
export interface Randoms {
  readonly clientRandom: Uint8Array;
  readonly serverRandom: Uint8Array;
}

/** The TLS 1.2 pseudo-random function, P_hash (RFC 5246 §5). `length` in bytes. */
export function prf(
  hash: PrfHash,
  secret: Uint8Array,
  label: string,
  seed: Uint8Array,
  length: number,
): Uint8Array {
  const labelAndSeed = Buffer.concat([Buffer.from(label, "ascii"), seed]);
  const hmac = (data: Uint8Array): Buffer => createHmac(hash, secret).update(data).digest();
  const blocks: Buffer[] = [];
  let a = hmac(labelAndSeed);
  for (let made = 0; made < length; ) {
    const block = createHmac(hash, secret).update(a).update(labelAndSeed).digest();
    blocks.push(block);
    made += block.length;
    if (made < length) a = hmac(a);
  }
  return Buffer.concat(blocks, length);
}

/** 48 bytes (RFC 5246 §8.1). */
export function masterSecret(hash: PrfHash, premasterSecret: Uint8Array, randoms: Randoms): Uint8Array {
  const seed = Buffer.concat([randoms.clientRandom, randoms.serverRandom]);
  return prf(hash, premasterSecret, "master secret", seed, MASTER_SECRET_LENGTH);
}

/** 48 bytes (RFC 7627 §4). `sessionHash` covers all handshake messages up to and including ClientKeyExchange. */
export function extendedMasterSecret(
  hash: PrfHash,
  premasterSecret: Uint8Array,
  sessionHash: Uint8Array,
): Uint8Array {
  return prf(hash, premasterSecret, "extended master secret", sessionHash, MASTER_SECRET_LENGTH);
}

/** Length in bytes of every TLS 1.2 master secret. */
export const MASTER_SECRET_LENGTH = 48;

/** The write keys and IVs of one connection, as raw bytes. The suites here have no MAC keys. */
export interface KeyBlock {
  readonly clientWriteKey: Uint8Array;
  readonly serverWriteKey: Uint8Array;
  readonly clientWriteIv: Uint8Array;
  readonly serverWriteIv: Uint8Array;
}

/** RFC 5246 §6.3. */
export function keyBlock(suite: CipherSuite, master: Uint8Array, randoms: Randoms): KeyBlock {
  const { keyLength, ivLength } = suite;
  const seed = Buffer.concat([randoms.serverRandom, randoms.clientRandom]);
  const block = prf(suite.prfHash, master, "key expansion", seed, 2 * (keyLength + ivLength));
  return {
    clientWriteKey: block.subarray(0, keyLength),
    serverWriteKey: block.subarray(keyLength, 2 * keyLength),
    clientWriteIv: block.subarray(2 * keyLength, 2 * keyLength + ivLength),
    serverWriteIv: block.subarray(2 * keyLength + ivLength),
  };
}

/**
 * The 12 bytes of verify_data that `role` sends in Finished (RFC 5246 §7.4.9). `transcript`: all messages before it.
 */
export function verifyData(
  hash: PrfHash,
  master: Uint8Array,
  role: Role,
  transcript: Uint8Array,
): Uint8Array {
  const label = role === "client" ? "client finished" : "server finished";
  return prf(hash, master, label, transcriptHash(hash, transcript), 12);
}

/** Hash over canonical handshake messages: the session_hash of RFC 7627 §3, and the input of Finished. */
export function transcriptHash(hash: PrfHash, transcript: Uint8Array): Uint8Array {
  return createHash(hash).update(transcript).digest();
}

/** The exporter of RFC 5705 §4, without a context. `length` in bytes. */
export function exportedKeyingMaterial(
  hash: PrfHash,
  master: Uint8Array,
  { clientRandom, serverRandom }: Randoms,
  label: string,
  length: number,
): Uint8Array {
  return prf(hash, master, label, Buffer.concat([clientRandom, serverRandom]), length);
}

/** SRTP master keys and salts of both directions. */
export interface SrtpKeyingMaterial {
  readonly clientKey: Uint8Array;
  readonly serverKey: Uint8Array;
  readonly clientSalt: Uint8Array;
  readonly serverSalt: Uint8Array;
}

/** What DTLS-SRTP exports (RFC 5764 §4.2). */
export function srtpKeyingMaterial(
  hash: PrfHash,
  master: Uint8Array,
  randoms: Randoms,
  profile: SrtpProfile,
): SrtpKeyingMaterial {
  const { keyLength, saltLength } = profile;
  const length = 2 * (keyLength + saltLength);
  const material = exportedKeyingMaterial(hash, master, randoms, "EXTRACTOR-dtls_srtp", length);
  return {
    clientKey: material.subarray(0, keyLength),
    serverKey: material.subarray(keyLength, 2 * keyLength),
    clientSalt: material.subarray(2 * keyLength, 2 * keyLength + saltLength),
    serverSalt: material.subarray(2 * keyLength + saltLength),
  };
}
