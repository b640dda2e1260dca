import type { AuthoredScenario } from "../src/scenario.ts";
import browserMixed from "./browserMixed.ts";
import browsers from "./browsers.ts";
import browsersMitm from "./browsersMitm.ts";
import compareOverTheCall from "./compareOverTheCall.ts";
import downgrade from "./downgrade.ts";
import extraFingerprint from "./extraFingerprint.ts";
import extraFingerprintRefused from "./extraFingerprintRefused.ts";
import flippedBit from "./flippedBit.ts";
import honest from "./honest.ts";
import honestDefended from "./honestDefended.ts";
import identityLog from "./identityLog.ts";
import identityLogEntered from "./identityLogEntered.ts";
import identityLogWatched from "./identityLogWatched.ts";
import keysInSdp from "./keysInSdp.ts";
import lateAttack from "./lateAttack.ts";
import lateAttackPinned from "./lateAttackPinned.ts";
import leakedSessionSecrets from "./leakedSessionSecrets.ts";
import lyingDialog from "./lyingDialog.ts";
import mitm from "./mitm.ts";
import mitmDrop from "./mitmDrop.ts";
import mitmInject from "./mitmInject.ts";
import mitmOverWss from "./mitmOverWss.ts";
import mitmTamper from "./mitmTamper.ts";
import noFingerprint from "./noFingerprint.ts";
import nonceChosenLast from "./nonceChosenLast.ts";
import oneSideCompares from "./oneSideCompares.ts";
import onPath from "./onPath.ts";
import pageTells from "./pageTells.ts";
import partialComparison from "./partialComparison.ts";
import pinnedCertificate from "./pinnedCertificate.ts";
import pinnedFirstContact from "./pinnedFirstContact.ts";
import plainSctp from "./plainSctp.ts";
import plainWsPath from "./plainWsPath.ts";
import recordForgery from "./recordForgery.ts";
import recordForgeryGuarded from "./recordForgeryGuarded.ts";
import recordNowBreakLater from "./recordNowBreakLater.ts";
import recordNowBreakLaterBrowsers from "./recordNowBreakLaterBrowsers.ts";
import recordReplay from "./recordReplay.ts";
import recordReplayWindow from "./recordReplayWindow.ts";
import replayedCertificate from "./replayedCertificate.ts";
import replayedCertificateUnguarded from "./replayedCertificateUnguarded.ts";
import sealedMessages from "./sealedMessages.ts";
import sealedMessagesAltered from "./sealedMessagesAltered.ts";
import serverMakesKeys from "./serverMakesKeys.ts";
import serverMakesKeysExporter from "./serverMakesKeysExporter.ts";
import serverMakesKeysMitm from "./serverMakesKeysMitm.ts";
import shortCode from "./shortCode.ts";
import shortCodeCommitted from "./shortCodeCommitted.ts";
import signedFingerprint from "./signedFingerprint.ts";
import signedFingerprintRequired from "./signedFingerprintRequired.ts";
import signedFingerprintStripped from "./signedFingerprintStripped.ts";
import skippedComparison from "./skippedComparison.ts";
import stolenCertificateKeys from "./stolenCertificateKeys.ts";
import thirdPartyApp from "./thirdPartyApp.ts";
import thirdPartyAppSealed from "./thirdPartyAppSealed.ts";
import trafficAnalysis from "./trafficAnalysis.ts";
import unguardedStack from "./unguardedStack.ts";
import weakFingerprint from "./weakFingerprint.ts";
import weakFingerprintMd5 from "./weakFingerprintMd5.ts";
import weakFingerprintRefused from "./weakFingerprintRefused.ts";
import wssPath from "./wssPath.ts";

/** In the order in which a course would take them, by the question that they share. */
const COURSE: readonly (readonly [topic: string, scenarios: readonly AuthoredScenario[]])[] = [
  [
    "Can the server that introduces the peers listen in?",
    [
      honest,
      mitm,
      skippedComparison,
      mitmTamper,
      mitmDrop,
      mitmInject,
      mitmOverWss,
      thirdPartyApp,
      thirdPartyAppSealed,
    ],
  ],
  [
    "Can somebody on the path listen in?",
    [
      onPath,
      plainWsPath,
      wssPath,
      replayedCertificate,
      replayedCertificateUnguarded,
      recordReplay,
      recordReplayWindow,
    ],
  ],
  [
    "Which fingerprint in the SDP counts?",
    [extraFingerprint, extraFingerprintRefused, weakFingerprint, weakFingerprintRefused, weakFingerprintMd5],
  ],
  ["Can the peers be talked out of encryption?", [noFingerprint, keysInSdp, plainSctp]],
  [
    "How can a peer know the other one again?",
    [
      pinnedCertificate,
      pinnedFirstContact,
      lateAttack,
      lateAttackPinned,
      signedFingerprint,
      signedFingerprintStripped,
      signedFingerprintRequired,
      identityLog,
      identityLogEntered,
      identityLogWatched,
    ],
  ],
  [
    "How must people compare?",
    [
      oneSideCompares,
      compareOverTheCall,
      partialComparison,
      shortCode,
      nonceChosenLast,
      shortCodeCommitted,
      honestDefended,
    ],
  ],
  ["Can messages be safe on a channel that is not?", [sealedMessages, sealedMessagesAltered, flippedBit]],
  ["Who delivers the client code?", [pageTells, lyingDialog, leakedSessionSecrets]],
  [
    "What do a recording and stolen keys give away?",
    [
      trafficAnalysis,
      stolenCertificateKeys,
      recordNowBreakLater,
      serverMakesKeys,
      serverMakesKeysMitm,
      serverMakesKeysExporter,
      unguardedStack,
      recordForgery,
      recordForgeryGuarded,
    ],
  ],
  ["What of browsers?", [browsers, browsersMitm, downgrade, browserMixed, recordNowBreakLaterBrowsers]],
];

const IN_ORDER = COURSE.flatMap(([topic, scenarios]) =>
  scenarios.map((scenario) => ({ ...scenario, topic })),
);

/** Every experiment of the lab; each names the one to take next. */
export const SCENARIOS: readonly AuthoredScenario[] = IN_ORDER.map((scenario, place) => {
  const next = IN_ORDER[place + 1];
  return Object.freeze(next ? { ...scenario, next: next.id } : scenario);
});
