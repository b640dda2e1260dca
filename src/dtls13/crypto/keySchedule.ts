import { createHash, createHmac } from "node:crypto";
import type { Role } from "../../dtls/crypto/keySchedule.ts";
import type { CipherSuite13, HandshakeHash } from "../registry.ts";

/** What stands before every label: RFC 8446 §7.1 for TLS, RFC 9147 §5.9 for DTLS. */
export type LabelPrefix = "tls13 " | "dtls13";

/** HKDF-Extract (RFC 5869 §2.2). */
export function hkdfExtract(
  hash: HandshakeHash,
  salt: Uint8Array,
  inputKeyingMaterial: Uint8Array,
): Uint8Array {
  return createHmac(hash, salt).update(inputKeyingMaterial).digest();
}

/** HKDF-Expand-Label (RFC 8446 §7.1). `length` in bytes, below 256 times that of the hash. */
export function hkdfExpandLabel(
  hash: HandshakeHash,
  secret: Uint8Array,
  label: string,
  context: Uint8Array,
  length: number,
  prefix: LabelPrefix = "dtls13",
): Uint8Array {
  const name = Buffer.from(prefix + label, "ascii");
  const info = Buffer.concat([
    Buffer.of(length >> 8, length & 0xff, name.length),
    name,
    Buffer.of(context.length),
    context,
  ]);
  const blocks: Buffer[] = [];
  let block = Buffer.alloc(0);
  for (let made = 0; made < length; made += block.length) {
    block = createHmac(hash, secret)
      .update(block)
      .update(info)
      .update(Buffer.of(blocks.length + 1))
      .digest();
    blocks.push(block);
  }
  return Buffer.concat(blocks, length);
}

/** Derive-Secret (RFC 8446 §7.1). `transcriptHash`: of the messages that the secret covers. */
export function deriveSecret(
  hash: HandshakeHash,
  secret: Uint8Array,
  label: string,
  transcriptHash: Uint8Array,
  prefix: LabelPrefix = "dtls13",
): Uint8Array {
  return hkdfExpandLabel(hash, secret, label, transcriptHash, hashLength(hash), prefix);
}

/** One secret for each direction. */
export type RoleSecrets = Readonly<Record<Role, Uint8Array>>;

/** The secrets that protect handshake messages, and what the rest of the schedule follows from. */
export interface HandshakeSecrets extends RoleSecrets {
  readonly masterSecret: Uint8Array;
}

/**
 * RFC 8446 §7.1 without a pre-shared key: what whoever learns the (EC)DHE shared secret works out from the hellos,
 * which are in clear. `hellos`: transcript hash through ServerHello.
 */
export function handshakeSecrets(
  hash: HandshakeHash,
  sharedSecret: Uint8Array,
  hellos: Uint8Array,
  prefix: LabelPrefix = "dtls13",
): HandshakeSecrets {
  const zeros = new Uint8Array(hashLength(hash));
  const nothing = createHash(hash).digest();
  const derived = (secret: Uint8Array) => deriveSecret(hash, secret, "derived", nothing, prefix);
  const earlySecret = hkdfExtract(hash, zeros, zeros);
  const handshakeSecret = hkdfExtract(hash, derived(earlySecret), sharedSecret);
  return {
    client: deriveSecret(hash, handshakeSecret, "c hs traffic", hellos, prefix),
    server: deriveSecret(hash, handshakeSecret, "s hs traffic", hellos, prefix),
    masterSecret: hkdfExtract(hash, derived(handshakeSecret), zeros),
  };
}

export interface ApplicationSecrets extends RoleSecrets {
  readonly exporter: Uint8Array;
}

/** RFC 8446 §7.1. `throughServerFinished`: transcript hash up to and including the server's Finished. */
export function applicationSecrets(
  hash: HandshakeHash,
  masterSecret: Uint8Array,
  throughServerFinished: Uint8Array,
  prefix: LabelPrefix = "dtls13",
): ApplicationSecrets {
  const derive = (label: string) => deriveSecret(hash, masterSecret, label, throughServerFinished, prefix);
  return { client: derive("c ap traffic"), server: derive("s ap traffic"), exporter: derive("exp master") };
}

/** The secret after one KeyUpdate (RFC 8446 §7.2). */
export function nextTrafficSecret(
  hash: HandshakeHash,
  secret: Uint8Array,
  prefix: LabelPrefix = "dtls13",
): Uint8Array {
  return hkdfExpandLabel(hash, secret, "traffic upd", new Uint8Array(), hashLength(hash), prefix);
}

/** Keys of one direction in one epoch, as raw bytes. */
export interface TrafficKeys {
  readonly key: Uint8Array;
  /** 12 bytes. */
  readonly iv: Uint8Array;
  /** Encrypts sequence numbers (RFC 9147 §4.2.3). */
  readonly sequenceNumberKey: Uint8Array;
}

/** RFC 8446 §7.3 and RFC 9147 §4.2.3. */
export function trafficKeys(
  { hash, keyLength }: CipherSuite13,
  secret: Uint8Array,
  prefix: LabelPrefix = "dtls13",
): TrafficKeys {
  const expand = (label: string, length: number) =>
    hkdfExpandLabel(hash, secret, label, new Uint8Array(), length, prefix);
  return { key: expand("key", keyLength), iv: expand("iv", 12), sequenceNumberKey: expand("sn", keyLength) };
}

/** verify_data of Finished (RFC 8446 §4.4.4). `secret`: the sender's handshake traffic secret. */
export function finishedVerifyData(
  hash: HandshakeHash,
  secret: Uint8Array,
  transcriptHash: Uint8Array,
  prefix: LabelPrefix = "dtls13",
): Uint8Array {
  const finishedKey = hkdfExpandLabel(hash, secret, "finished", new Uint8Array(), hashLength(hash), prefix);
  return createHmac(hash, finishedKey).update(transcriptHash).digest();
}

/** The exporter (RFC 8446 §7.5). `exporterSecret`: EXPORTER_SECRET of a key log. `length` in bytes. */
export function exportKeyingMaterial(
  hash: HandshakeHash,
  exporterSecret: Uint8Array,
  label: string,
  context: Uint8Array,
  length: number,
  prefix: LabelPrefix = "dtls13",
): Uint8Array {
  const hashOf = (bytes: Uint8Array) => createHash(hash).update(bytes).digest();
  const secret = deriveSecret(hash, exporterSecret, label, hashOf(new Uint8Array()), prefix);
  return hkdfExpandLabel(hash, secret, "exporter", hashOf(context), length, prefix);
}

/** In bytes. */
export const hashLength = (hash: HandshakeHash): 32 | 48 => (hash === "sha256" ? 32 : 48);
