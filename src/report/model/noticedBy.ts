import { ALARM_CODES, type AlarmCode } from "../../trace/alarmCode.ts";
import type { JudgedReport } from "./report.ts";

/**
 * What made the peers of these runs raise an alarm, and in how many of them, in words that stand inside a sentence. A run in
 * which two things did counts for both.
 */
export function noticedBy(reports: readonly JudgedReport[]): string[] {
  const counts = new Map<string, number>();
  for (const { evidence } of reports) {
    const raised = new Set(evidence.alarms.map(({ code }) => code));
    const ways = new Set(ALARM_CODES.filter((code) => raised.has(code)).map((code) => WAYS[code]));
    for (const way of ways) counts.set(way, (counts.get(way) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([way, count]) => `${way} in ${count}`);
}

const COMPARING = "people who compared fingerprints or codes";
const LINES = "a stricter check of the fingerprint lines";
const SEAL = "the seal above the channel";
const SIGNATURE = "a signature over the fingerprints";

const WAYS: Readonly<Record<AlarmCode, string>> = {
  FINGERPRINT_MISMATCH: COMPARING,
  CODE_MISMATCH: COMPARING,
  COMMITMENT_BROKEN: COMPARING,
  REVEALED_ANOTHER_CERTIFICATE: COMPARING,
  EXCHANGE_OUT_OF_ORDER: COMPARING,
  EXTRA_FINGERPRINT: LINES,
  WEAK_FINGERPRINT: LINES,
  FINGERPRINT_MISSING: LINES,
  CERTIFICATE_NOT_SIGNALLED: LINES,
  CERTIFICATE_MISSING: LINES,
  PIN_MISMATCH: "a certificate remembered from an earlier call",
  SIGNATURE_MISSING: SIGNATURE,
  SIGNATURE_INVALID: SIGNATURE,
  AGREEMENT_MISSING: SEAL,
  AGREEMENT_INVALID: SEAL,
  SEAL_INVALID: SEAL,
  POSSESSION_REFUTED: "the signature of the handshake",
  APPLICATION_ERROR: "an error that the application showed",
  SIGNAL_UNUSABLE: "a signal that nobody can use",
};
