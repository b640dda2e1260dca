import type { Claim } from "../contract.ts";
import type { ClaimUnderTest, Findings } from "./claim.ts";
import { diffieHellman, keysOnPeers, keysOverSignalling, rsaTransportsKeys } from "./keys.ts";
import { alwaysEncrypted, forwardSecrecy, recordingRevealsNothing } from "./recording.ts";
import { noIdentity, serverCannotEavesdrop, trustedServerIsEnough } from "./trust.ts";

/** The statements that every report takes a stand on, in the order in which people make them. */
const CLAIMS: readonly ClaimUnderTest[] = [
  keysOnPeers,
  keysOverSignalling,
  rsaTransportsKeys,
  diffieHellman,
  alwaysEncrypted,
  recordingRevealsNothing,
  forwardSecrecy,
  serverCannotEavesdrop,
  noIdentity,
  trustedServerIsEnough,
];

export function testClaims(findings: Findings): Claim[] {
  return CLAIMS.map(({ id, statement, hold }) => ({ id, statement, ...hold(findings) }));
}
