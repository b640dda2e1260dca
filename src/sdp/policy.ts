import type { AlarmCode } from "../trace/alarmCode.ts";
import {
  certificateFingerprint,
  type Fingerprint,
  fingerprintsMatch,
  isUsableAlgorithm,
  type UsableAlgorithm,
} from "./fingerprint.ts";

/** How a peer compares the signalled fingerprints with the certificate that DTLS delivered. */
export interface FingerprintPolicy {
  /**
   * `preferred-algorithm`: RFC 8122 §5. Of the hash functions offered, the strongest counts, and one line of it must
   * match; all other lines are ignored. werift does the same.
   * `every-line`: each line must match, and a line that cannot be verified is refused. Stricter than RFC 8122 §5, which
   * allows lines for several certificates and for hash functions that the endpoint does not use; a peer of the lab has
   * one certificate.
   */
  readonly lines: "preferred-algorithm" | "every-line";
  /** The weakest algorithm whose match counts. `sha-1` is what stacks accept. */
  readonly floor: "sha-1" | "sha-256";
}

/** Why the fingerprints do not vouch for the certificate. */
export type FingerprintFault = Extract<
  AlarmCode,
  | "CERTIFICATE_MISSING"
  | "FINGERPRINT_MISSING"
  | "WEAK_FINGERPRINT"
  | "CERTIFICATE_NOT_SIGNALLED"
  | "EXTRA_FINGERPRINT"
>;

/** The judgement, with a code that a scenario can expect. */
export type FingerprintJudgement =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: FingerprintFault; readonly message: string };

/**
 * Compares the signalled fingerprints with the delivered certificate (DER), which is hashed here.
 * `ok` proves that the signalling named this certificate. It proves neither who wrote the signalling (a malicious
 * server names its own certificate) nor that the other side holds the private key.
 * MD2, MD5 and unknown algorithms are never verified (RFC 8122 §5), so their lines never vouch for anything.
 */
export function judgeFingerprints(
  signalled: readonly Fingerprint[],
  delivered: Uint8Array | undefined,
  policy: FingerprintPolicy,
): FingerprintJudgement {
  if (signalled.length === 0) {
    return fault("FINGERPRINT_MISSING", "the description has no fingerprint");
  }
  const usable = signalled.flatMap(({ algorithm, value }) =>
    isUsableAlgorithm(algorithm) ? [{ algorithm, value }] : [],
  );
  const preferred = PREFERENCE[policy.floor].find((algorithm) =>
    usable.some((line) => line.algorithm === algorithm),
  );
  if (preferred === undefined) {
    return fault("WEAK_FINGERPRINT", `no fingerprint uses ${policy.floor} or stronger`);
  }
  if (delivered === undefined) {
    return fault("CERTIFICATE_MISSING", "DTLS delivered no certificate");
  }
  const matches = (line: UsableFingerprint): boolean =>
    fingerprintsMatch(line, certificateFingerprint(delivered, line.algorithm));
  const counted = usable.filter(({ algorithm }) => algorithm === preferred);
  if (!counted.some(matches)) {
    return fault(
      "CERTIFICATE_NOT_SIGNALLED",
      `none of ${counted.length} ${preferred} fingerprints is of the delivered certificate`,
    );
  }
  return policy.lines === "every-line" ? judgeOtherLines(signalled, usable, matches) : { ok: true };
}

interface UsableFingerprint extends Fingerprint {
  readonly algorithm: UsableAlgorithm;
}

function judgeOtherLines(
  signalled: readonly Fingerprint[],
  usable: readonly UsableFingerprint[],
  matches: (line: UsableFingerprint) => boolean,
): FingerprintJudgement {
  const foreign = usable.find((line) => !matches(line));
  if (foreign !== undefined) {
    return fault(
      "EXTRA_FINGERPRINT",
      `a ${foreign.algorithm} fingerprint is not of the delivered certificate`,
    );
  }
  const unverifiable = signalled.find(({ algorithm }) => !isUsableAlgorithm(algorithm));
  if (unverifiable !== undefined) {
    // The name of an unknown algorithm is the sender's text.
    const name = JSON.stringify(unverifiable.algorithm.slice(0, 32));
    return fault("EXTRA_FINGERPRINT", `a fingerprint of the algorithm ${name} cannot be verified`);
  }
  return { ok: true };
}

function fault(code: FingerprintFault, message: string): FingerprintJudgement {
  return { ok: false, code, message };
}

/** The algorithms of at least this strength, strongest first. */
const PREFERENCE: Readonly<Record<FingerprintPolicy["floor"], readonly UsableAlgorithm[]>> = {
  "sha-1": ["sha-512", "sha-384", "sha-256", "sha-224", "sha-1"],
  "sha-256": ["sha-512", "sha-384", "sha-256"],
};
