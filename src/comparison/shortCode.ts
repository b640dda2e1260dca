import { committedExchange, uncommittedExchange } from "./codeExchange.ts";
import { ComparisonError } from "./comparisonError.ts";
import { pairDigest } from "./digests.ts";
import { certificateCode, type DirectMethod, type ExchangeMethod, exchangedCode } from "./method.ts";
import { wordsOf } from "./pgpWords.ts";

/**
 * The first `bits` of one SHA-256 over both certificates, as PGP words: 16 bits are two words.
 * @throws ComparisonError `unsupported-bits` unless `bits` is a multiple of 8 between 8 and 256.
 */
export function shortCode(bits = 16): DirectMethod {
  refuseOddLength(bits);
  return certificateCode(
    {
      id: `short-code-${bits}`,
      title: `Short code of ${bits} bits`,
      bits,
      explain: () =>
        `Both people read ${bits / 8} words, made from the first ${bits} bits of one SHA-256 over both certificates. ` +
        "It is quick to say, and it keeps out an interceptor that does not search.",
      limits: () =>
        "A short code over nothing but certificates can be ground: the interceptor makes certificates until the codes of its " +
        `two legs agree, about 2^${bits} tries when one code is settled, and about 2^${bits / 2} for each leg when both certificates ` +
        "are free. Only a commitment (RFC 6189 §4.4.1.1) makes a short code safe.",
      references: ["RFC 8826 §4.3.2.2", "RFC 6189 §4.4.1.1", "RFC 6189 §7"],
    },
    (pair) => shortCodeOf(pairDigest(pair), bits),
  );
}

/** As {@link shortCode}, over a nonce of each peer too, to which the initiator commits before the code exists. Throws as that does. */
export function committedCode(bits = 16): ExchangeMethod {
  refuseOddLength(bits);
  return exchangedCode(
    {
      id: `committed-code-${bits}`,
      title: `Short code of ${bits} bits after a commitment`,
      bits,
      exchange: committedExchange,
      explain: () =>
        `Both people read ${bits / 8} words, made from both certificates and a random nonce of each peer. One peer commits to its nonce before ` +
        "it learns the other's, so that nobody can choose a nonce or a certificate to fit.",
      limits: () =>
        `One guess in 2^${bits} remains for each call. An interceptor that sees its guess fail may break off instead, and then the call ` +
        "looks like a bad network: people who call again give it another guess.",
      references: ["RFC 6189 §4.4.1.1", "RFC 6189 §7"],
    },
    (agreed) => shortCodeOf(agreed, bits),
  );
}

/** The control of {@link committedCode}: the same nonces, and nobody commits to anything. Throws as `shortCode` does. */
export function uncommittedCode(bits = 16): ExchangeMethod {
  refuseOddLength(bits);
  return exchangedCode(
    {
      id: `exchanged-code-${bits}`,
      title: `Short code of ${bits} bits over exchanged nonces`,
      bits,
      exchange: uncommittedExchange,
      explain: () =>
        `Both people read ${bits / 8} words, made from both certificates and a random nonce of each peer. The nonces make every call's code ` +
        "another one, so that no search can begin before the call.",
      limits: () =>
        "It does not keep out an interceptor that searches during the call: it waits until it knows both nonces, and chooses its own last, " +
        `with about 2^${bits} tries. Only a commitment (RFC 6189 §4.4.1.1) takes the choice away.`,
      references: ["RFC 6189 §4.4.1.1", "RFC 6189 §7"],
    },
    (agreed) => shortCodeOf(agreed, bits),
  );
}

/** The words for the first `bits` of a digest. */
export function shortCodeOf(digest: Uint8Array, bits: number): string {
  return wordsOf(digest.subarray(0, bits / 8)).join(" ");
}

function refuseOddLength(bits: number): void {
  if (bits % 8 !== 0 || bits < 8 || bits > 256) {
    throw new ComparisonError("unsupported-bits", `a short code has 8, 16, … 256 bits, not ${bits}`);
  }
}
