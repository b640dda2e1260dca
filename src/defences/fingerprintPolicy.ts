import { parseDescription } from "../sdp/description.ts";
import { fingerprintsOf } from "../sdp/fingerprint.ts";
import { type FingerprintPolicy, judgeFingerprints } from "../sdp/policy.ts";
import type { AlarmCode } from "../trace/alarmCode.ts";
import type { Defence, Refusal } from "./defence.ts";

/** What either policy raises, however many lines it asks for. */
const POLICY_ALARMS: readonly AlarmCode[] = [
  "CERTIFICATE_MISSING",
  "FINGERPRINT_MISSING",
  "WEAK_FINGERPRINT",
  "CERTIFICATE_NOT_SIGNALLED",
];

export const everyFingerprintLine: Defence = {
  id: "every-fingerprint-line",
  title: "Every fingerprint line must match",
  explain: () =>
    "The peer compares every fingerprint line of the SDP with the certificate that DTLS delivered. It refuses when a line does not match, and when it cannot verify a line: one that is malformed, or whose algorithm is MD2, MD5 or unknown. Stacks look only at the lines of the strongest algorithm offered, and one match is enough for them. The policy is stricter than RFC 8122 §5, which allows lines for several certificates and for hash functions that the endpoint does not use.",
  catches: "A foreign fingerprint next to the genuine one.",
  doesNotCatch:
    "A server that replaces all fingerprints. It also refuses an honest peer that offers several certificates or an algorithm that is not known here.",
  references: ["RFC 8122 §5"],
  alarms: [...POLICY_ALARMS, "EXTRA_FINGERPRINT"],
  delivered: (certificate, { remoteSdp }) =>
    malformedLine(remoteSdp) ?? refusal(remoteSdp, certificate, { lines: "every-line", floor: "sha-1" }),
};

export const sha256Floor: Defence = {
  id: "sha-256-floor",
  title: "No fingerprint below SHA-256",
  explain: () =>
    "The peer refuses a certificate that no fingerprint of SHA-256 or stronger vouches for. As RFC 8122 §5 says, only the lines of the strongest algorithm offered count, and one of them must match.",
  catches: "A description that offers SHA-1 only.",
  doesNotCatch: "A server that replaces the fingerprint by one of its own, as strong as the policy asks.",
  references: ["RFC 8122 §5", "RFC 8827 §6.5"],
  alarms: POLICY_ALARMS,
  delivered: (certificate, { remoteSdp }) =>
    refusal(remoteSdp, certificate, { lines: "preferred-algorithm", floor: "sha-256" }),
};

/** A more lenient stack may read a line that the lab's parser refuses, and accept the certificate that it names. */
function malformedLine(sdp: string): Refusal | undefined {
  const problem = parseDescription(sdp).problems.find(
    ({ code }) => code === "fingerprint-syntax" || code === "fingerprint-length",
  );
  if (problem === undefined) return undefined;
  return {
    code: "EXTRA_FINGERPRINT",
    message: `the fingerprint in line ${problem.line} is malformed and cannot be verified`,
  };
}

function refusal(sdp: string, certificate: Uint8Array, policy: FingerprintPolicy): Refusal | undefined {
  const judgement = judgeFingerprints(
    fingerprintsOf(sdp).map(({ fingerprint }) => fingerprint),
    certificate,
    policy,
  );
  return judgement.ok ? undefined : judgement;
}
