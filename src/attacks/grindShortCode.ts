import { digestOfBothWith, pairDigest, sha256Digest } from "../comparison/digests.ts";
import { grind } from "../comparison/grind.ts";
import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

const BITS = 16;
const HEX_DIGITS = BITS / 4;
/** Enough to fail by chance less than once in 10^27 runs. */
const MAX_TRIES = 2 ** BITS * 64;

export const grindShortCode: SignallingAttack = {
  ...substituteFingerprint,
  id: "grind-short-code",
  title: "Grinding certificates until two short codes agree",
  explain: () =>
    `The peers compare a code of ${BITS} bits over both fingerprints. When Bob has answered, the server knows the code that he will ` +
    "read. It then varies bytes of its certificate that nobody verifies, the self-signature, until the code that Alice will read is " +
    `the same: about 2^${BITS} tries on average, and now and then several times as many.`,
  limits:
    "One code is settled here, which is the least that an attacker can have: about 2^n tries for n bits. Where it is free to choose both certificates, about 2^(n/2) for each " +
    "leg are enough: when it knows both genuine ones beforehand, offers the callee several fingerprints, offers again, or calls both peers itself. Where the peers commit to " +
    "nonces before the code exists, it has one guess.",
  references: ["RFC 8826 §4.3.2.2", "RFC 6189 §4.4.1.1"],
  settleCertificate({ caller, callee, calleeLeg, template }) {
    const settled = Buffer.from(pairDigest({ mine: callee, theirs: calleeLeg })).toString("hex");
    const wanted = settled.slice(0, HEX_DIGITS);
    const codeWith = digestOfBothWith(sha256Digest(caller));
    // The hot loop: two hashes a try, and next to nothing else.
    const accept = (digestHex: string) => codeWith(digestHex).startsWith(wanted);
    const result = grind({ template, maxTries: MAX_TRIES, accept });
    if (result.kind === "exhausted") throw new Error(`no certificate found in ${result.tries} tries`);
    return { certificate: result.certificate, tries: result.tries };
  },
};
