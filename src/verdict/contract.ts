import * as v from "valibot";
import { PEERS } from "../trace/parties.ts";

/**
 * What a verdict is made of, as `report.json` shows it. Fields may be added; none changes its meaning.
 * A basis names what a finding rests on: trace lines by number, packets of the capture as "packet:17".
 */
const basis = v.array(
  v.union([v.pipe(v.number(), v.integer()), v.pipe(v.string(), v.regex(/^packet:\d+$/))]),
);
const finding = <const T extends readonly string[]>(values: T) =>
  v.object({ value: v.picklist(values), basis, because: v.string() });
const perPeer = <const T extends readonly string[]>(values: T) =>
  v.object({ alice: finding(values), bob: finding(values) });

export const evidenceSchema = v.object({
  /** Where each peer's private key was made. */
  keyOrigin: perPeer(["own-process", "elsewhere", "unknown"]),
  /** How each peer's attempt to connect ended. */
  link: perPeer(["connected", "aborted", "failed", "pending"]),
  /** Whose certificate DTLS delivered to each peer. */
  remoteCertificate: perPeer(["genuine", "substituted", "none", "unknown"]),
  /** Did each peer's counterpart prove that it holds the key of the certificate that it showed? */
  possession: perPeer(["proven", "refuted", "none", "unknown"]),
  comparison: finding(["match", "mismatch", "not-made"]),
  /** Message content to the operator or an attacker. */
  disclosed: v.object({ ...finding(["yes", "no", "unknown"]).entries, canaries: v.array(v.string()) }),
  /** Message content changed in flight. */
  altered: finding(["yes", "no", "unknown"]),
  /** What opened with all that the operator holds, tried through the real key schedule. */
  decryption: v.object({
    /** Values tried, each as master secret and as premaster secret. */
    candidates: v.number(),
    /** Single openings: values × derivations × records. */
    attempts: v.number(),
    /** Records of application data tried, and how many of them opened. */
    recordsTried: v.number(),
    recordsOpened: v.number(),
    /** All records of application data in the recording. Where there are very many, an even sample is tried. */
    records: v.number(),
    /** DTLS associations, and those that opened; then only those between the peers themselves, without a leg of the operator. */
    associations: v.number(),
    associationsOpened: v.number(),
    peerAssociations: v.number(),
    peerAssociationsOpened: v.number(),
    basis,
  }),
  alarms: v.array(
    v.object({ by: v.picklist(PEERS), code: v.string(), seq: v.number(), beforeContent: v.boolean() }),
  ),
});

export const checkSchema = v.object({
  id: v.string(),
  claim: v.string(),
  expected: v.string(),
  observed: v.string(),
  /** null: this run or machine could not make the check, and `observed` says why. */
  ok: v.nullable(v.boolean()),
  basis,
});

export const claimSchema = v.object({
  id: v.string(),
  statement: v.string(),
  holds: v.picklist(["yes", "no", "partly", "not-tested"]),
  because: v.string(),
  basis,
});

export const RESULTS = ["as-expected", "not-as-expected", "inconclusive", "harness-error"] as const;

export type Basis = v.InferOutput<typeof basis>;
export type Evidence = v.InferOutput<typeof evidenceSchema>;
export type Check = v.InferOutput<typeof checkSchema>;
export type Claim = v.InferOutput<typeof claimSchema>;
export type Result = (typeof RESULTS)[number];
