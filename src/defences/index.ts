import { compareExporterCode } from "./compareExporterCode.ts";
import { compareFingerprintStart } from "./compareFingerprintStart.ts";
import { compareFingerprints, compareOverTheCall } from "./compareFingerprints.ts";
import { compareCommittedCode, compareExchangedCode, compareShortCode } from "./compareShortCode.ts";
import type { Defence } from "./defence.ts";
import { everyFingerprintLine, sha256Floor } from "./fingerprintPolicy.ts";
import { pinCertificate } from "./pinCertificate.ts";
import { sealMessages } from "./sealMessages.ts";
import { signFingerprints, verifyIfSigned } from "./signFingerprints.ts";

/** Every defence by its id. A new one is a file of its own and one line here. */
export const DEFENCES = {
  "compare-fingerprints": compareFingerprints,
  "compare-fingerprint-start": compareFingerprintStart,
  "compare-short-code": compareShortCode,
  "compare-exchanged-code": compareExchangedCode,
  "compare-committed-code": compareCommittedCode,
  "compare-exporter-code": compareExporterCode,
  "compare-over-the-call": compareOverTheCall,
  "pin-certificate": pinCertificate,
  "seal-messages": sealMessages,
  "sign-fingerprints": signFingerprints,
  "verify-if-signed": verifyIfSigned,
  "every-fingerprint-line": everyFingerprintLine,
  "sha-256-floor": sha256Floor,
} as const satisfies Record<string, Defence>;

export type DefenceId = keyof typeof DEFENCES;

export const DEFENCE_IDS: readonly DefenceId[] = Object.keys(DEFENCES).filter(isDefenceId);

export function defence(id: DefenceId): Defence {
  return DEFENCES[id];
}

/** Looks a defence up by a name from outside. @throws RangeError when there is none of that name. */
export function defenceById(id: string): Defence {
  if (!isDefenceId(id)) throw new RangeError(`there is no defence "${id}"`);
  return DEFENCES[id];
}

function isDefenceId(id: string): id is DefenceId {
  return Object.hasOwn(DEFENCES, id);
}
