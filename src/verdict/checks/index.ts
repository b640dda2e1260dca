import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Case } from "../case.ts";
import { alwaysEncrypted } from "./alwaysEncrypted.ts";
import { arrived } from "./arrived.ts";
import { certificateMaker } from "./certificateMaker.ts";
import { comparisonReadings } from "./comparisonReadings.ts";
import { holdingsDecrypt } from "./decryption.ts";
import { decryptionControls } from "./decryptionControls.ts";
import { dtls } from "./dtls.ts";
import { exchangeBreaks } from "./exchangeBreaks.ts";
import { expectations } from "./expectations.ts";
import { finished } from "./finished.ts";
import { firstFingerprintLine } from "./firstFingerprintLine.ts";
import { grinding } from "./grinding.ts";
import { identityLog } from "./identityLog.ts";
import { invented } from "./invented.ts";
import { kernelCapture } from "./kernelCapture.ts";
import { memory } from "./memory.ts";
import { nonceExploit } from "./nonceExploit.ts";
import { noncesUnique } from "./noncesUnique.ts";
import { readableSignals } from "./readableSignals.ts";
import { readingControl } from "./readingControl.ts";
import { recordForgery } from "./recordForgery.ts";
import { recordReplay } from "./recordReplay.ts";
import { rsaKeyTransport } from "./rsaKeyTransport.ts";
import { screens } from "./screens.ts";
import { seals } from "./seals.ts";
import { searchControl } from "./searchControl.ts";
import { secondOpinion } from "./secondOpinion.ts";
import { secretsHeld } from "./secretsHeld.ts";
import { signalling } from "./signalling.ts";
import { signallingOverTls } from "./signallingOverTls.ts";
import { signallingWay } from "./signallingWay.ts";
import { trafficAnalysis } from "./trafficAnalysis.ts";

/** Every check of every run, in the order in which a report shows them. A new check is one file and one line here. */
const CHECKS: readonly ((given: Case, evidence: Evidence) => Check[])[] = [
  expectations,
  arrived,
  invented,
  signalling,
  signallingOverTls,
  signallingWay,
  readableSignals,
  certificateMaker,
  firstFingerprintLine,
  comparisonReadings,
  screens,
  seals,
  identityLog,
  grinding,
  alwaysEncrypted,
  finished,
  dtls,
  exchangeBreaks,
  holdingsDecrypt,
  decryptionControls,
  secretsHeld,
  rsaKeyTransport,
  noncesUnique,
  nonceExploit,
  recordReplay,
  recordForgery,
  trafficAnalysis,
  searchControl,
  readingControl,
  memory,
  kernelCapture,
  secondOpinion,
];

export function makeChecks(given: Case, evidence: Evidence): Check[] {
  return CHECKS.flatMap((check) => check(given, evidence));
}
