/** What needs no sockets, files or processes: hashing and comparing fingerprints, judging them, describing scenarios. */
export type {
  Attack,
  LegParameters,
  MessageFate,
  PassingMessage,
  PathAttack,
  Scene,
  SettledCertificates,
  SignallingAttack,
} from "./attacks/attack.ts";
export { ATTACKS, type AttackId, type SignallingAttackId } from "./attacks/index.ts";
export { ComparisonError, type ComparisonErrorCode } from "./comparison/comparisonError.ts";
export { COMPARISON_METHODS, type ComparisonMethodId, isComparisonMethodId } from "./comparison/index.ts";
export type {
  ComparisonMethod,
  DirectMethod,
  ExchangeMethod,
  FingerprintPair,
  SessionMethod,
} from "./comparison/method.ts";
export { shortCode } from "./comparison/shortCode.ts";
export type { Check } from "./contract/check.ts";
export type { Claim } from "./contract/claim.ts";
export type { Evidence } from "./contract/evidence.ts";
export type { Result } from "./contract/result.ts";
export type { DefenceId } from "./defences/index.ts";
export { isJudged, type JudgedReport, type Report, reportSchema } from "./report/model/report.ts";
export {
  type Call,
  type Channel,
  defineScenario,
  type Expectation,
  type Scenario,
  ScenarioError,
  type Step,
} from "./scenario.ts";
export type { Unseal, Unsealed } from "./sdp/embeddedSignals.ts";
export {
  certificateFingerprint,
  type Fingerprint,
  type FingerprintLine,
  fingerprintsMatch,
  fingerprintsOf,
  formatFingerprint,
  parseFingerprint,
  type UsableAlgorithm,
} from "./sdp/fingerprint.ts";
export {
  type FingerprintFault,
  type FingerprintJudgement,
  type FingerprintPolicy,
  judgeFingerprints,
} from "./sdp/policy.ts";
export { SdpParseError, type SdpParseErrorCode } from "./sdp/sdpParseError.ts";
export type { ThirdPartyApp } from "./thirdPartyApp.ts";
export type { TraceEvent } from "./trace/events.ts";
export type { PeerName } from "./trace/parties.ts";
