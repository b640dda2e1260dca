import * as v from "valibot";
import { PEERS, type PeerName } from "../trace/parties.ts";
import { basisSchema } from "./basis.ts";

/** Checks that a run makes once. */
const ONCE = [
  "comparison",
  "disclosed",
  "altered",
  "alarms",
  "withheld",
  "arrived",
  "signalling-over-tls",
  "comparison-readings",
  "grinding",
  "always-encrypted",
  "holdings-decrypt",
  "decryption-control",
  "premaster-control",
  "secrets-held",
  "rsa-contrast",
  "nonces-unique",
  "nonce-exploit",
  "traffic-two-lengths",
  "traffic-same-length",
  "reading-control",
  "search-control",
  "logs-complete",
  "memory-control",
  "memory-keys",
  "memory-session-secrets",
  "kernel-capture",
  "second-opinion-without-keys",
  "second-opinion-with-keys",
  "second-opinion-secrets-in-file",
] as const;
/** Checks that a run makes of each peer. */
const PER_PEER = [
  "key-origin",
  "link",
  "remote-certificate",
  "possession",
  "first-fingerprint-line",
  "certificate-maker",
] as const;
type OfPeer = `${(typeof PER_PEER)[number]}-${PeerName}`;
/** `signalling-call-1` and so on: one for each call. */
type OfCall = `signalling-call-${number}`;

export type CheckId = (typeof ONCE)[number] | OfPeer | OfCall;

/** Every check id that does not depend on the number of calls. */
export const CHECK_IDS: readonly CheckId[] = [
  ...ONCE,
  ...PER_PEER.flatMap((id) => PEERS.map((peer): OfPeer => `${id}-${peer}`)),
];

export function isCheckId(id: string): id is CheckId {
  return CHECK_IDS.some((known) => known === id) || /^signalling-call-\d+$/.test(id);
}

export const checkSchema = v.object({
  id: v.custom<CheckId>((id) => typeof id === "string" && isCheckId(id)),
  claim: v.string(),
  expected: v.string(),
  observed: v.string(),
  /** null: this run or machine could not make the check, and `observed` says why. */
  ok: v.nullable(v.boolean()),
  basis: basisSchema,
});
export type Check = v.InferOutput<typeof checkSchema>;
