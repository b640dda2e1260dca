/// <reference types="node" preserve="true" />
/** What another project uses in tests of its own: the pure parts, and the lab's actors as objects. */
export { SCENARIOS } from "../../scenarios/index.ts";
export * from "../../src/index.ts";
export type { UnreadPassage } from "../actors/attacker/bridge.ts";
export type { LegDiagnosis } from "../actors/attacker/legDiagnosis.ts";
export type { PassedSignals } from "../actors/server/signalRewriter.ts";
export { HarnessError, type HarnessErrorCode } from "../run/harnessError.ts";
export type { LegsOn } from "./legsOn.ts";
export {
  type CallSignal,
  type InterceptorSettings,
  type OpenInterceptor,
  openInterceptor,
} from "./openInterceptor.ts";
export {
  openRewritingProxy,
  type RewritingProxy,
  type RewritingProxySettings,
} from "./openRewritingProxy.ts";
export type { ReadMessage } from "./readMessage.ts";
export { type RunSettings, runScenario } from "./runScenario.ts";
export {
  type LoggedSignal,
  type OpenRoom,
  type RunningServer,
  startSignallingServer,
} from "./startSignallingServer.ts";
