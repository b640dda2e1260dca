import { verifyFingerprints, signFingerprints as withSignature } from "../sdp/identitySignature.ts";
import { counterpartOf } from "../trace/parties.ts";
import type { CallContext, Defence, Refusal } from "./defence.ts";

const INVALID: Refusal = {
  code: "SIGNATURE_INVALID",
  message: "The signature over the fingerprint is not the other person's, or not of this call.",
};

export const signFingerprints: Defence = {
  id: "sign-fingerprints",
  title: "Signing fingerprints with long-term identity keys",
  explain: () =>
    "The peers know each other's long-term Ed25519 key. Each signs the fingerprints of its description together with the name of the call, " +
    "and refuses a description without a valid signature before any DTLS begins.",
  catches: "A change of the signed fingerprints on their way, and the removal of the signature.",
  doesNotCatch:
    "An identity key that was wrong from the start, or was stolen. Somebody who signs another person’s fingerprint as their own: the signature names its signer and the call, not the one it is meant for, and is no proof of the certificate’s key (RFC 8844 §3; against it there is the TLS extension external_id_hash, §3.2, which this stack lacks). " +
    "A description of an earlier call, where the server can give two calls one name. It covers fingerprints only: the server still decides where the packets go, and can prevent the call.",
  references: ["RFC 8827 §7", "RFC 8225 §5.2.2", "RFC 8826 §4.3.2.3", "RFC 8844 §3"],
  alarms: ["SIGNATURE_MISSING", "SIGNATURE_INVALID"],
  outgoing: (sdp, { me, session, type, identityKeys }) =>
    withSignature(sdp, { signer: me, session, type }, identityKeys.own),
  incoming(sdp, call) {
    switch (verify(sdp, call)) {
      case "valid":
        return undefined;
      case "invalid":
        return INVALID;
      case "missing":
        return {
          code: "SIGNATURE_MISSING",
          message: "The description carries no signature, and this peer requires one.",
        };
    }
  },
};

export const verifyIfSigned: Defence = {
  ...signFingerprints,
  id: "verify-if-signed",
  title: "Verifying signatures only where there is one",
  explain: () =>
    "As with signed fingerprints, but a description without a signature is accepted, for the sake of old peers.",
  catches: "A fingerprint that was changed while its signature was left in place.",
  doesNotCatch: "A server that removes the signature and then changes the fingerprint.",
  alarms: ["SIGNATURE_INVALID"],
  incoming: (sdp, call) => (verify(sdp, call) === "invalid" ? INVALID : undefined),
};

function verify(
  sdp: string,
  { me, session, type, identityKeys }: CallContext,
): "valid" | "invalid" | "missing" {
  return verifyFingerprints(sdp, { signer: counterpartOf(me), session, type }, identityKeys.counterpart);
}
