import { createECDH, createPrivateKey, createPublicKey, diffieHellman, type KeyObject } from "node:crypto";

/** One side's private value and the other side's public value, in a named group (IANA code). */
export interface KeyAgreement {
  readonly group: number;
  /** The scalar of P-256 (32 bytes), or the 32 bytes of an X25519 private key. */
  readonly privateKey: Uint8Array;
  /** As ServerKeyExchange and ClientKeyExchange carry it. */
  readonly publicKey: Uint8Array;
}

export const SECP256R1 = 23;
export const X25519 = 29;

/**
 * The Diffie–Hellman result: in (EC)DHE suites the premaster secret (RFC 8422 §5.10). Undefined for a group other than
 * secp256r1 and x25519.
 * @throws Error from node:crypto for a private key that the group does not have, for a point that is not on the curve,
 *   and for an X25519 public value of low order
 */
export function sharedSecret({ group, privateKey, publicKey }: KeyAgreement): Uint8Array | undefined {
  switch (group) {
    case X25519:
      return diffieHellman({
        privateKey: x25519Key(privateKey),
        publicKey: createPublicKey({
          key: Buffer.concat([X25519_SPKI, publicKey]),
          format: "der",
          type: "spki",
        }),
      });
    case SECP256R1: {
      const ecdh = createECDH("prime256v1");
      ecdh.setPrivateKey(privateKey);
      return ecdh.computeSecret(publicKey);
    }
    default:
      return undefined;
  }
}

/**
 * The public value that belongs to a private one, as ServerKeyExchange and ClientKeyExchange carry it. Undefined for a group
 * other than secp256r1 and x25519.
 * @throws Error from node:crypto for a private key that the group does not have
 */
export function publicValue({ group, privateKey }: Omit<KeyAgreement, "publicKey">): Uint8Array | undefined {
  switch (group) {
    case X25519:
      return createPublicKey(x25519Key(privateKey))
        .export({ format: "der", type: "spki" })
        .subarray(X25519_SPKI.length);
    case SECP256R1: {
      const ecdh = createECDH("prime256v1");
      ecdh.setPrivateKey(privateKey);
      return ecdh.getPublicKey();
    }
    default:
      return undefined;
  }
}

function x25519Key(privateKey: Uint8Array): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([X25519_PKCS8, privateKey]),
    format: "der",
    type: "pkcs8",
  });
}

/** PKCS #8 and SubjectPublicKeyInfo of an X25519 key up to its 32 bytes (RFC 8410 §7, §4). */
const X25519_PKCS8 = Buffer.from("302e020100300506032b656e04220420", "hex");
const X25519_SPKI = Buffer.from("302a300506032b656e032100", "hex");
