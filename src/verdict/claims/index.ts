import type { Claim } from "../../contract/claim.ts";
import type { ClaimUnderTest, Findings } from "./claim.ts";
import { allTrafficIsDtls, alwaysEncrypted, dtlsIsSsl } from "./dtls.ts";
import { integrityVerificationHelps, nothingToDo } from "./integrity.ts";
import { certificatesAuthenticate, diffieHellman, rsaTransportsKeys } from "./keyExchange.ts";
import { keysOnPeers, keysOverSignalling } from "./keys.ts";
import { noIdentity, serverCannotEavesdrop, trustedServerIsEnough } from "./middle.ts";
import { recordingStaysClosed } from "./quantum.ts";
import { forwardSecrecy, recordingRevealsNothing } from "./recording.ts";

/** The statements on which every report takes a stand, in the order in which the discussion makes them. */
export const CLAIMS: readonly ClaimUnderTest[] = [
  dtlsIsSsl,
  allTrafficIsDtls,
  keysOnPeers,
  keysOverSignalling,
  rsaTransportsKeys,
  diffieHellman,
  alwaysEncrypted,
  recordingRevealsNothing,
  forwardSecrecy,
  recordingStaysClosed,
  serverCannotEavesdrop,
  noIdentity,
  integrityVerificationHelps,
  trustedServerIsEnough,
  certificatesAuthenticate,
  nothingToDo,
];

/** How this run bears on each of them. A claim that it does not touch is not tested, and says why. */
export function testClaims(findings: Findings): Claim[] {
  return CLAIMS.map(({ id, statement, decide }) => ({ id, statement, ...decide(findings) }));
}
