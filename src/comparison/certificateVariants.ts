import { hash } from "node:crypto";
import { ComparisonError } from "./comparisonError.ts";

/**
 * A certificate (DER) with bytes that nobody verifies: peers check a self-signed certificate's fingerprint, never its
 * signature, so the last bytes of the signature may be anything. The key pair stays the same in all variants.
 */
export interface CertificateTemplate {
  readonly der: Uint8Array;
  readonly mutable: { readonly offset: number; readonly length: number };
}

/** Numbered variants of a certificate. */
export interface CertificateVariants {
  /** How many different variants there are, at most 2^48. */
  readonly count: number;
  /** The SHA-256 of variant `number`, as lower-case hex. */
  digest(number: number): string;
  /** Variant `number` itself, as a copy. */
  certificate(number: number): Uint8Array;
}

/**
 * Variants differ in the last (up to six) bytes of the mutable range, which hold the number.
 * @throws ComparisonError `bad-range` unless the range is within the certificate and not empty.
 */
export function certificateVariants({ der, mutable }: CertificateTemplate): CertificateVariants {
  const { offset, length } = mutable;
  const whole = Number.isInteger(offset) && Number.isInteger(length);
  if (!whole || offset < 0 || length < 1 || offset + length > der.length) {
    throw new ComparisonError("bad-range", `no range of ${length} bytes at ${offset} in ${der.length} bytes`);
  }
  const buffer = Buffer.from(der);
  const bytes = Math.min(length, 6);
  const place = offset + length - bytes;
  return {
    count: 256 ** bytes,
    digest(number) {
      buffer.writeUIntBE(number, place, bytes);
      return hash("sha256", buffer, "hex");
    },
    certificate(number) {
      buffer.writeUIntBE(number, place, bytes);
      return Uint8Array.from(buffer);
    },
  };
}
