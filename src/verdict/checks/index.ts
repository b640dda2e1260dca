import type { Case } from "../../run/case.ts";
import type { Check, Evidence } from "../contract.ts";
import { alwaysEncrypted } from "./alwaysEncrypted.ts";
import { comparisonReadings } from "./comparisonReadings.ts";
import { decryption } from "./decryption.ts";
import { expectations } from "./expectations.ts";
import { firstFingerprintLine } from "./firstFingerprintLine.ts";
import { grinding } from "./grinding.ts";
import { interceptorCertificates } from "./interceptorCertificates.ts";
import { kernelCapture } from "./kernelCapture.ts";
import { keystreamReuse } from "./keystreamReuse.ts";
import { memory } from "./memory.ts";
import { noncesUnique } from "./noncesUnique.ts";
import { readingControl } from "./readingControl.ts";
import { rsaKeyTransport } from "./rsaKeyTransport.ts";
import { searchControl } from "./searchControl.ts";
import { secondOpinion } from "./secondOpinion.ts";
import { secretsHeld } from "./secretsHeld.ts";
import { signallingForwarded } from "./signallingForwarded.ts";
import { signallingOverTls } from "./signallingOverTls.ts";
import { trafficAnalysis } from "./trafficAnalysis.ts";

/** Every check of every run, in the order in which a report shows them. A new check is one file and one line here. */
const CHECKS: readonly ((run: Case, evidence: Evidence) => Check[])[] = [
  expectations,
  signallingForwarded,
  signallingOverTls,
  interceptorCertificates,
  firstFingerprintLine,
  comparisonReadings,
  grinding,
  alwaysEncrypted,
  decryption,
  secretsHeld,
  rsaKeyTransport,
  noncesUnique,
  keystreamReuse,
  trafficAnalysis,
  searchControl,
  readingControl,
  memory,
  kernelCapture,
  secondOpinion,
];

export function makeChecks(run: Case, evidence: Evidence): Check[] {
  return CHECKS.flatMap((check) => check(run, evidence));
}
