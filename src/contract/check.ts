import * as v from "valibot";
import { PEERS, type PeerName } from "../trace/parties.ts";
import { basisSchema } from "./basis.ts";

/** Checks that a run makes once. */
const ONCE = [
  "comparison",
  "disclosed",
  "altered",
  "arrived",
  "invented",
  "alarms",
  "withheld",
  "signalling-over-tls",
  "signalling-way",
  "readable-signals",
  "comparison-readings",
  "screens",
  "seals",
  "identity-log",
  "grinding",
  "always-encrypted",
  "finished",
  "holdings-decrypt",
  "decryption-control",
  "premaster-control",
  "secrets-held",
  "rsa-contrast",
  "nonces-unique",
  "nonce-exploit",
  "record-replay",
  "record-forgery",
  "traffic-two-lengths",
  "traffic-same-length",
  "reading-control",
  "search-control",
  "logs-complete",
  "memory-control",
  "memory-keys",
  "memory-session-secrets",
  "kernel-capture",
  "dtls-version",
  "certificates-in-clear",
  "stack-says",
  "exchange-group",
  "second-opinion-without-keys",
  "second-opinion-with-keys",
  "second-opinion-secrets-in-file",
] as const;
/** Checks that a run makes of each peer: "link-alice". */
const PER_PEER = [
  "key-origin",
  "link",
  "remote-certificate",
  "possession",
  "first-fingerprint-line",
  "certificate-maker",
] as const;

/** Checks that a run makes of each call: "signalling-call-1". */
const PER_CALL = ["signalling", "exchange-break"] as const;

/** What is checked, whoever it is checked of: the name of a check without the peer or the call. */
export const CHECK_KINDS = [...ONCE, ...PER_PEER, ...PER_CALL] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

export type CheckId =
  | (typeof ONCE)[number]
  | `${(typeof PER_PEER)[number]}-${PeerName}`
  | `${(typeof PER_CALL)[number]}-call-${number}`;

const CHECK_ID = new RegExp(
  `^(?:${ONCE.join("|")}|(?:${PER_PEER.join("|")})-(?:${PEERS.join("|")})|(?:${PER_CALL.join("|")})-call-[1-9]\\d*)$`,
);

export function isCheckId(id: string): id is CheckId {
  return CHECK_ID.test(id);
}

export const checkSchema = v.object({
  id: v.pipe(v.string(), v.regex(CHECK_ID), v.guard(isCheckId)),
  claim: v.string(),
  expected: v.string(),
  observed: v.string(),
  /** null: this run or machine could not make the check, and `observed` says why. */
  ok: v.nullable(v.boolean()),
  basis: basisSchema,
});
export type Check = v.InferOutput<typeof checkSchema>;
