import { hash } from "node:crypto";
import { fiveDigitGroups } from "./decimalGroups.ts";
import { orderedDigests } from "./digests.ts";
import { certificateCode } from "./method.ts";

/** How often Signal hashes a key before it takes the digits. It makes each try of a search that much dearer. */
export const SAFETY_NUMBER_ITERATIONS = 5200;

/**
 * Signal's safety number with the two certificate digests in the place of the identity keys and no identifiers. Signal
 * puts an identifier (phone number or account id) in so that equal keys of two people differ; a WebRTC call has none.
 */
export const safetyNumber = certificateCode(
  {
    id: "safety-number",
    title: "Sixty digits, as Signal's safety number",
    bits: 60 * Math.log2(10),
    explain: () =>
      "Thirty digits for each certificate, the smaller half first. The digits of one certificate come from 5200 rounds of SHA-512 " +
      "over its digest, so that each try of a search costs 5200 hashes.",
    limits: () =>
      "Sixty digits are long to read aloud. Signal compares keys that live for years; a WebRTC certificate may live for one " +
      "call, and then people must compare again each time.",
    references: ["Signal: numeric fingerprint, libsignal rust/protocol/src/fingerprint.rs", "RFC 8827 §6.5"],
  },
  (pair) =>
    orderedDigests(pair)
      .map((digest) => safetyNumberHalf(digest, new Uint8Array()).join(" "))
      .toSorted()
      .join(" "),
);

/** One person's six groups of five digits from a public key and an identifier, exactly as Signal makes them. */
export function safetyNumberHalf(publicKey: Uint8Array, identifier: Uint8Array): readonly string[] {
  const version = new Uint8Array(2);
  let digest: Uint8Array = hash(
    "sha512",
    Buffer.concat([version, publicKey, identifier, publicKey]),
    "buffer",
  );
  for (let round = 1; round < SAFETY_NUMBER_ITERATIONS; round += 1) {
    digest = hash("sha512", Buffer.concat([digest, publicKey]), "buffer");
  }
  return fiveDigitGroups(digest, 6);
}
