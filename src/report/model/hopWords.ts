import { bytesIn } from "../dissection/field.ts";
import type { Hop } from "./hop.ts";

/** What the two legs of an attacker in the middle have in common and what not, each from the bytes of the two records. */
export function legWords(first: Hop, second: Hop): string[] {
  return [
    same(first.plaintext, second.plaintext)
      ? "Both records hold the same SCTP packet, byte for byte: the attacker opened the one and sealed the other."
      : `The two SCTP packets are not the same: ${difference(first.plaintext, second.plaintext)}.`,
    same(first.key.key.export(), second.key.key.export())
      ? "Both are sealed with the same key."
      : "Each is sealed with the key of its own leg.",
    same(first.nonce, second.nonce) ? "The nonces are the same." : "The nonces differ.",
    same(first.ciphertext, second.ciphertext)
      ? "The ciphertexts are the same."
      : `Of the ciphertexts, ${difference(first.ciphertext, second.ciphertext)}.`,
  ];
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function difference(one: Uint8Array, other: Uint8Array): string {
  if (one.length !== other.length)
    return `one has ${bytesIn(one.length)}, the other ${bytesIn(other.length)}`;
  const differing = one.reduce((count, byte, index) => count + (byte === other[index] ? 0 : 1), 0);
  return `${differing} of ${bytesIn(one.length)} differ`;
}
