import type { Scenario } from "../src/scenario.ts";
import honest from "./honest.ts";
import leakedSessionSecrets from "./leakedSessionSecrets.ts";
import mitm from "./mitm.ts";
import stolenCertificateKeys from "./stolenCertificateKeys.ts";
import trafficAnalysis from "./trafficAnalysis.ts";
import unguardedStack from "./unguardedStack.ts";

/** Every experiment of the lab, in the order in which a course would take them. */
export const SCENARIOS: readonly Scenario[] = [
  honest,
  mitm,
  trafficAnalysis,
  stolenCertificateKeys,
  leakedSessionSecrets,
  unguardedStack,
];
