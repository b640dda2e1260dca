import { orderedDigests } from "./digests.ts";
import type { ComparisonMethod } from "./method.ts";

/** Both whole fingerprints, in hexadecimal. */
export const fullFingerprint: ComparisonMethod = {
  id: "full-fingerprint",
  title: "Both SHA-256 fingerprints in full",
  bits: 512,
  covers: "each",
  explain: () =>
    "Both people read the SHA-256 fingerprints of both certificates in groups of four hexadecimal digits, the smaller " +
    "fingerprint first. To pass, an interceptor would need another certificate with the same SHA-256 digest.",
  limits: () =>
    "People get tired of 128 digits and compare only the first and last groups. An attacker who knows which groups " +
    "are compared has only those to match.",
  references: ["RFC 8122 §5", "RFC 8827 §6.5"],
  of: (pair) => orderedDigests(pair).map(hexGroups).join(" / "),
};

function hexGroups(digest: Uint8Array): string {
  const digits = Buffer.from(digest).toString("hex").toUpperCase();
  return (digits.match(/.{4}/g) ?? []).join(" ");
}
