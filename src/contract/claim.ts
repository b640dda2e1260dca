import * as v from "valibot";
import { basisSchema } from "./basis.ts";

/** The statements that people make, in the order in which the discussion makes them. */
export const CLAIM_IDS = [
  "dtls-is-ssl",
  "all-traffic-is-dtls",
  "keys-on-peers",
  "keys-over-signalling",
  "rsa-transports-keys",
  "diffie-hellman",
  "always-encrypted",
  "recording-reveals-nothing",
  "forward-secrecy",
  "recording-stays-closed",
  "server-cannot-eavesdrop",
  "no-identity",
  "integrity-verification-helps",
  "trusted-server-is-enough",
  "certificates-authenticate",
  "nothing-to-do",
] as const;
export type ClaimId = (typeof CLAIM_IDS)[number];

export const claimSchema = v.object({
  id: v.picklist(CLAIM_IDS),
  statement: v.string(),
  holds: v.picklist(["yes", "no", "partly", "not-tested"]),
  because: v.string(),
  basis: basisSchema,
});
export type Claim = v.InferOutput<typeof claimSchema>;
