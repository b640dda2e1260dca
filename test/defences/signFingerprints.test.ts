import { expect } from "chai";
import { addFingerprint } from "../../src/attacks/addFingerprint.ts";
import { stripSignature } from "../../src/attacks/stripSignature.ts";
import { substituteFingerprint } from "../../src/attacks/substituteFingerprint.ts";
import { signFingerprints, verifyIfSigned } from "../../src/defences/signFingerprints.ts";
import { rewriteDescription } from "../../src/sdp/rewrite.ts";
import { LEG } from "../attacks/leg.ts";
import { SAMPLES, WERIFT } from "../sdp/samples.ts";
import { contextOf } from "./context.ts";

const OFFER = signFingerprints.outgoing?.(WERIFT, contextOf("alice")) ?? "";
/** Bob receives Alice's offer. */
const bob = contextOf("bob", { type: "offer" });
const codes = (sdp: string, call = bob) =>
  [signFingerprints, verifyIfSigned].map(({ incoming }) => incoming?.(sdp, call)?.code);

describe("defences sign-fingerprints and verify-if-signed", () => {
  it("stay silent on an honest server, whatever stack made the description", () => {
    for (const sdp of Object.values(SAMPLES)) {
      const signed = signFingerprints.outgoing?.(sdp, contextOf("alice")) ?? "";
      expect(codes(signed)).to.deep.equal([undefined, undefined]);
    }
  });

  it("stay silent when a peer applies both at once", () => {
    expect(codes(verifyIfSigned.outgoing?.(OFFER, contextOf("alice")) ?? "")).to.deep.equal([
      undefined,
      undefined,
    ]);
  });

  it("refuse a substituted and an added fingerprint with SIGNATURE_INVALID", () => {
    for (const attack of [substituteFingerprint, addFingerprint])
      expect(codes(attack.description(OFFER, LEG))).to.deep.equal(["SIGNATURE_INVALID", "SIGNATURE_INVALID"]);
  });

  it("refuse a genuine description of another call, of another part or reflected to its signer", () => {
    const invalid = ["SIGNATURE_INVALID", "SIGNATURE_INVALID"];
    expect(codes(OFFER, { ...bob, session: "call 2" })).to.deep.equal(invalid);
    expect(codes(OFFER, { ...bob, type: "answer" })).to.deep.equal(invalid);
    expect(codes(OFFER, contextOf("alice"))).to.deep.equal(invalid);
  });

  it("differ where the signature was taken out: only the one that requires it answers, with SIGNATURE_MISSING", () => {
    expect(codes(stripSignature.description(OFFER, LEG))).to.deep.equal(["SIGNATURE_MISSING", undefined]);
  });

  it("do not notice other ICE credentials: they say where packets go, not who can read them", () => {
    const redirected = rewriteDescription(OFFER, {
      iceUfrag: "evil",
      icePwd: "evilPasswordOf22Letters",
      dropCandidates: true,
    });
    expect(redirected).not.to.equal(OFFER);
    expect(codes(redirected)).to.deep.equal([undefined, undefined]);
  });
});
