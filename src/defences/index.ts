import { compareFingerprints } from "./compareFingerprints.ts";
import type { Defence } from "./defence.ts";

const DEFENCES = { "compare-fingerprints": compareFingerprints } as const satisfies Record<string, Defence>;

export type DefenceId = keyof typeof DEFENCES;

export function defence(id: DefenceId): Defence {
  return DEFENCES[id];
}
