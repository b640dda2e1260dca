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
    "The peer holds every fingerprint of the SDP against the certificate that DTLS delivered, and refuses when one does not match. Stacks are content with one. It is stricter than RFC 8122 §5, which allows lines for several certificates.",
  catches: "A foreign fingerprint beside the genuine one.",
  doesNotCatch:
    "A server that replaces all fingerprints. It would also refuse an honest peer that offers several certificates.",
  references: ["RFC 8122 §5"],
  alarms: [...POLICY_ALARMS, "EXTRA_FINGERPRINT"],
  delivered: (certificate, { remoteSdp }) =>
    refusal(remoteSdp, certificate, { lines: "every-line", floor: "sha-1" }),
};

export const sha256Floor: Defence = {
  id: "sha-256-floor",
  title: "No fingerprint below SHA-256",
  explain: () => "The peer refuses a certificate that no fingerprint of SHA-256 or stronger vouches for.",
  catches: "A description that offers SHA-1 only.",
  doesNotCatch: "A server that replaces the fingerprint by one of its own, as strong as the policy asks.",
  references: ["RFC 8122 §5", "RFC 8827 §6.5"],
  alarms: POLICY_ALARMS,
  delivered: (certificate, { remoteSdp }) =>
    refusal(remoteSdp, certificate, { lines: "any-line", floor: "sha-256" }),
};

function refusal(sdp: string, certificate: Uint8Array, policy: FingerprintPolicy): Refusal | undefined {
  const judgement = judgeFingerprints(
    fingerprintsOf(sdp).map(({ fingerprint }) => fingerprint),
    certificate,
    policy,
  );
  return judgement.ok ? undefined : judgement;
}
