import {
  certificateFingerprint,
  type Fingerprint,
  fingerprintsMatch,
  isUsableAlgorithm,
  type UsableAlgorithm,
} from "./fingerprint.ts";

/** How a peer holds the signalled fingerprints against the certificate that DTLS delivered. */
export interface FingerprintPolicy {
  /**
   * `any-line`: one matching line is enough. This is what stacks do.
   * `every-line`: each line of a usable algorithm must match. Stricter than RFC 8122 §5, which allows lines for several
   * certificates; a peer of the lab has one.
   */
  readonly lines: "any-line" | "every-line";
  /** The weakest algorithm whose match counts. `sha-1` is what stacks accept. */
  readonly floor: "sha-1" | "sha-256";
}

/** Why the fingerprints do not vouch for the certificate. */
export type FingerprintFault =
  | "CERTIFICATE_MISSING"
  | "FINGERPRINT_MISSING"
  | "WEAK_FINGERPRINT"
  | "CERTIFICATE_NOT_SIGNALLED"
  | "EXTRA_FINGERPRINT";

/** The judgement, with a code that a scenario can expect. */
export type FingerprintJudgement =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: FingerprintFault; readonly message: string };

/**
 * Holds the signalled fingerprints against the delivered certificate (DER), which is hashed here.
 * `ok` proves that the certificate is one that the signalling named. It proves neither who wrote the signalling (a
 * malicious server names its own certificate) nor that the other side holds the private key.
 * Lines of MD2, MD5 and unknown algorithms are never verified (RFC 8122 §5), so they neither help nor harm.
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
  const strong = usable.filter(({ algorithm }) => policy.floor === "sha-1" || !BELOW_SHA_256.has(algorithm));
  if (strong.length === 0) {
    return fault("WEAK_FINGERPRINT", `no fingerprint uses ${policy.floor} or stronger`);
  }
  if (delivered === undefined) {
    return fault("CERTIFICATE_MISSING", "DTLS delivered no certificate");
  }
  const matches = (line: UsableFingerprint): boolean =>
    fingerprintsMatch(line, certificateFingerprint(delivered, line.algorithm));
  if (!strong.some(matches)) {
    return fault(
      "CERTIFICATE_NOT_SIGNALLED",
      `none of ${strong.length} fingerprints is of the delivered certificate`,
    );
  }
  const stranger = usable.find((line) => !matches(line));
  if (policy.lines === "every-line" && stranger !== undefined) {
    return fault(
      "EXTRA_FINGERPRINT",
      `a ${stranger.algorithm} fingerprint is not of the delivered certificate`,
    );
  }
  return { ok: true };
}

interface UsableFingerprint extends Fingerprint {
  readonly algorithm: UsableAlgorithm;
}

function fault(code: FingerprintFault, message: string): FingerprintJudgement {
  return { ok: false, code, message };
}

const BELOW_SHA_256: ReadonlySet<UsableAlgorithm> = new Set<UsableAlgorithm>(["sha-1", "sha-224"]);
