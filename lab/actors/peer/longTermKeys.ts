import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { CallContext } from "../../../src/defences/defence.ts";

/** Of both kinds of key: its SPKI in DER has this length in bytes (RFC 8410 §4). */
const SPKI_BYTES = 44;

/** What one person keeps from call to call to be known by: a key to sign with, and one to agree on secrets with. */
export class LongTermKeys {
  readonly #signing = generateKeyPairSync("ed25519");
  readonly #agreement = generateKeyPairSync("x25519");

  /** Both public keys, base64, as they are handed over out of band. */
  get publicKeys(): string {
    return Buffer.concat([spki(this.#signing.publicKey), spki(this.#agreement.publicKey)]).toString("base64");
  }

  /** These keys, and the other person's as they came from {@link publicKeys}. @throws Error when they are malformed. */
  beside(counterpart: string): Pick<CallContext, "identityKeys" | "agreementKeys"> {
    const der = Buffer.from(counterpart, "base64");
    const [signing, agreement] = [der.subarray(0, SPKI_BYTES), der.subarray(SPKI_BYTES)];
    return {
      identityKeys: { own: this.#signing.privateKey, counterpart: publicKey(signing) },
      agreementKeys: { own: this.#agreement.privateKey, counterpart: publicKey(agreement) },
    };
  }
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: "spki", format: "der" });
}

function publicKey(der: Buffer): KeyObject {
  return createPublicKey({ key: der, type: "spki", format: "der" });
}
