import { comparisonMethod } from "../comparison/index.ts";
import type { AlarmCode } from "../trace/alarmCode.ts";
import { type DefenceId, defence } from "./index.ts";

/**
 * The alarms by which a defence shows itself. A run in which it was used and none of them was raised owes it nothing,
 * whatever the run came to.
 */
export function alarmsOf(id: DefenceId): readonly AlarmCode[] {
  const { comparison } = defence(id);
  if (!comparison) return BY_HOOK[id] ?? [];
  const method = comparisonMethod(comparison.method);
  return [method.alarm, ...(method.exchange ? EXCHANGE_ALARMS : [])];
}

const EXCHANGE_ALARMS: readonly AlarmCode[] = [
  "COMMITMENT_BROKEN",
  "REVEALED_ANOTHER_CERTIFICATE",
  "EXCHANGE_OUT_OF_ORDER",
];

const FINGERPRINT_ALARMS: readonly AlarmCode[] = [
  "FINGERPRINT_MISSING",
  "CERTIFICATE_NOT_SIGNALLED",
  "CERTIFICATE_MISSING",
  "WEAK_FINGERPRINT",
];

const BY_HOOK: Readonly<Partial<Record<DefenceId, readonly AlarmCode[]>>> = {
  "pin-certificate": ["PIN_MISMATCH"],
  "sign-fingerprints": ["SIGNATURE_MISSING", "SIGNATURE_INVALID"],
  "verify-if-signed": ["SIGNATURE_INVALID"],
  "every-fingerprint-line": [...FINGERPRINT_ALARMS, "EXTRA_FINGERPRINT"],
  "sha-256-floor": FINGERPRINT_ALARMS,
};
