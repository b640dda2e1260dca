import { sha256Digest } from "../comparison/digests.ts";
import { grind } from "../comparison/grind.ts";
import type { Fingerprint } from "../sdp/fingerprint.ts";
import type { GroundCertificate, SignallingAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

const BITS = 16;
const HEX_DIGITS = BITS / 4;
/** Enough to fail by chance less than once in 10^27 runs. */
const MAX_TRIES = 2 ** BITS * 64;

export const grindFingerprintStart: SignallingAttack = {
  ...substituteFingerprint,
  id: "grind-fingerprint-start",
  title: "Grinding certificates until their fingerprints begin like the genuine ones",
  explain: () =>
    "People read only the first two pairs of digits. The attacker makes certificates for the leg that faces Bob until one has a fingerprint that begins like Alice's, " +
    "and for the leg that faces Alice until one begins like Bob's. Only bytes of the certificate's own signature change, which no peer verifies, so the key stays the same.",
  limits:
    "It matches 16 bits of each fingerprint. Each bit more that people read doubles the search; a whole fingerprint is out of reach.",
  references: ["RFC 8122 §5", "RFC 8826 §4.3.2.2"],
  settleCalleeLeg: ({ caller, template }) => beginningLike(caller, template),
  settleCertificate: ({ callee, template }) => beginningLike(callee, template),
};

function beginningLike(
  genuine: Fingerprint,
  template: Parameters<typeof grind>[0]["template"],
): GroundCertificate {
  const wanted = Buffer.from(sha256Digest(genuine)).toString("hex").slice(0, HEX_DIGITS);
  const accept = (digestHex: string) => digestHex.startsWith(wanted);
  const result = grind({ template, maxTries: MAX_TRIES, accept });
  if (result.kind === "exhausted") throw new Error(`no certificate found in ${result.tries} tries`);
  return { certificate: result.certificate, tries: result.tries };
}
