import { expect } from "chai";
import { pinCertificate } from "../../src/defences/pinCertificate.ts";
import { flipBit } from "../comparison/arbitraries.ts";
import { CERTIFICATE, WERIFT } from "../sdp/samples.ts";
import { contextOf } from "./context.ts";

const attackers = flipBit(CERTIFICATE, 8 * CERTIFICATE.length - 1);

function codeOf(delivered: Uint8Array, remembered: Uint8Array | undefined): string | undefined {
  const call = { ...contextOf("alice", { remembered }), remoteSdp: WERIFT };
  return pinCertificate.delivered?.(delivered, call)?.code;
}

describe("defence pin-certificate", () => {
  it("stays silent when DTLS delivers the remembered certificate again", () => {
    expect(codeOf(CERTIFICATE, Uint8Array.from(CERTIFICATE))).to.equal(undefined);
  });

  it("refuses any other certificate with PIN_MISMATCH, one that differs in a single bit among them", () => {
    expect(codeOf(attackers, CERTIFICATE)).to.equal("PIN_MISMATCH");
    expect(codeOf(CERTIFICATE.subarray(0, -1), CERTIFICATE)).to.equal("PIN_MISMATCH");
    expect(codeOf(CERTIFICATE, new Uint8Array())).to.equal("PIN_MISMATCH");
  });

  it("does not catch whoever was there first: in a first call every certificate passes", () => {
    expect(codeOf(attackers, undefined)).to.equal(undefined);
    expect(codeOf(attackers, attackers)).to.equal(undefined);
  });
});
