import type { Scenario } from "../src/scenario.ts";
import compareOverTheCall from "./compareOverTheCall.ts";
import extraFingerprint from "./extraFingerprint.ts";
import extraFingerprintRefused from "./extraFingerprintRefused.ts";
import honest from "./honest.ts";
import honestDefended from "./honestDefended.ts";
import lateAttack from "./lateAttack.ts";
import lateAttackPinned from "./lateAttackPinned.ts";
import leakedSessionSecrets from "./leakedSessionSecrets.ts";
import mitm from "./mitm.ts";
import mitmOverWss from "./mitmOverWss.ts";
import mitmTamper from "./mitmTamper.ts";
import nonceChosenLast from "./nonceChosenLast.ts";
import onPath from "./onPath.ts";
import pinnedCertificate from "./pinnedCertificate.ts";
import pinnedFirstContact from "./pinnedFirstContact.ts";
import replayedCertificate from "./replayedCertificate.ts";
import replayedCertificateUnguarded from "./replayedCertificateUnguarded.ts";
import serverMakesKeys from "./serverMakesKeys.ts";
import serverMakesKeysMitm from "./serverMakesKeysMitm.ts";
import shortCode from "./shortCode.ts";
import shortCodeCommitted from "./shortCodeCommitted.ts";
import signedFingerprint from "./signedFingerprint.ts";
import signedFingerprintRequired from "./signedFingerprintRequired.ts";
import signedFingerprintStripped from "./signedFingerprintStripped.ts";
import skippedComparison from "./skippedComparison.ts";
import stolenCertificateKeys from "./stolenCertificateKeys.ts";
import trafficAnalysis from "./trafficAnalysis.ts";
import unguardedStack from "./unguardedStack.ts";
import weakFingerprint from "./weakFingerprint.ts";
import weakFingerprintMd5 from "./weakFingerprintMd5.ts";
import weakFingerprintRefused from "./weakFingerprintRefused.ts";

/** In the order in which a course would take them. */
const COURSE: readonly Scenario[] = [
  honest,
  mitm,
  skippedComparison,
  mitmTamper,
  mitmOverWss,
  onPath,
  replayedCertificate,
  replayedCertificateUnguarded,
  extraFingerprint,
  extraFingerprintRefused,
  weakFingerprint,
  weakFingerprintRefused,
  weakFingerprintMd5,
  pinnedCertificate,
  pinnedFirstContact,
  lateAttack,
  lateAttackPinned,
  signedFingerprint,
  signedFingerprintStripped,
  signedFingerprintRequired,
  compareOverTheCall,
  shortCode,
  nonceChosenLast,
  shortCodeCommitted,
  honestDefended,
  trafficAnalysis,
  stolenCertificateKeys,
  serverMakesKeys,
  serverMakesKeysMitm,
  leakedSessionSecrets,
  unguardedStack,
];

/** Every experiment of the lab; each names the one to take next. */
export const SCENARIOS: readonly Scenario[] = COURSE.map((scenario, place) => {
  const next = COURSE[place + 1];
  return next ? Object.freeze({ ...scenario, next: next.id }) : scenario;
});
