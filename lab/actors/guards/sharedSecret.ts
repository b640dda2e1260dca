import { createECDH, createPrivateKey, createPublicKey, diffieHellman } from "node:crypto";

/** The ephemeral key pair of one end and the public value of the other, as werift's `dtls.cipher` holds them. */
interface KeyExchange {
  readonly curve: number;
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

const SECP256R1 = 23;
const X25519 = 29;
/** PKCS #8 and SubjectPublicKeyInfo of an X25519 key up to its 32 bytes (RFC 8410 §7, §4). */
const X25519_PKCS8 = Buffer.from("302e020100300506032b656e04220420", "hex");
const X25519_SPKI = Buffer.from("302a300506032b656e032100", "hex");

/**
 * The Diffie–Hellman result of one handshake: in (EC)DHE suites the premaster secret (RFC 8422 §5.10). werift derives
 * the master secret from it and forgets it; the judge needs it to show that its own derivation works.
 * Undefined for a group that werift does not offer.
 */
export function sharedSecret({ curve, privateKey, publicKey }: KeyExchange): Uint8Array | undefined {
  switch (curve) {
    case X25519:
      return diffieHellman({
        privateKey: createPrivateKey({
          key: Buffer.concat([X25519_PKCS8, privateKey]),
          format: "der",
          type: "pkcs8",
        }),
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
