import { decimalGroups } from "./decimalGroups.ts";
import { exporterCode } from "./exporterCode.ts";
import { fingerprintStart } from "./fingerprintStart.ts";
import { fullFingerprint } from "./fullFingerprint.ts";
import { matrixDecimal } from "./matrixDecimal.ts";
import { matrixEmoji } from "./matrixEmoji.ts";
import type { ComparisonMethod } from "./method.ts";
import { pgpWords } from "./pgpWords.ts";
import { safetyNumber } from "./safetyNumber.ts";
import { committedCode, shortCode, uncommittedCode } from "./shortCode.ts";

/** Every method by its id. A new one is added here and nowhere else. */
export const COMPARISON_METHODS = {
  "full-fingerprint": fullFingerprint,
  "fingerprint-start-16": fingerprintStart,
  "safety-number": safetyNumber,
  "pgp-words": pgpWords,
  "matrix-emoji": matrixEmoji,
  "matrix-decimal": matrixDecimal,
  "decimal-groups": decimalGroups,
  "short-code-16": shortCode(16),
  "exchanged-code-16": uncommittedCode(16),
  "committed-code-16": committedCode(16),
  "exporter-code": exporterCode,
} as const satisfies Readonly<Record<string, ComparisonMethod>>;

/** The id of a registered method. */
export type ComparisonMethodId = keyof typeof COMPARISON_METHODS;

export function comparisonMethod(id: ComparisonMethodId): ComparisonMethod {
  return COMPARISON_METHODS[id];
}

/** Whether a text, for instance from a command line or a trace, is the id of a registered method. */
export function isComparisonMethodId(id: string): id is ComparisonMethodId {
  return Object.hasOwn(COMPARISON_METHODS, id);
}
