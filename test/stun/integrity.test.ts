import { expect } from "chai";
import { verifyFingerprint, verifyIntegrity } from "../../src/stun/integrity.ts";
import { StunParseError } from "../../src/stun/stunParseError.ts";
import { ipv4Response, ipv6Response, longTermRequest, PASSWORD, request } from "./rfc5769.ts";

const shortTerm = [
  ["2.1", request],
  ["2.2", ipv4Response],
  ["2.3", ipv6Response],
] as const;

describe("STUN integrity and fingerprint", () => {
  for (const [section, datagram] of shortTerm) {
    it(`holds for RFC 5769 section ${section}`, () => {
      expect(verifyIntegrity(datagram, PASSWORD)).to.equal(true);
      expect(verifyFingerprint(datagram)).to.equal(true);
    });
  }

  it("leaves the datagram as it was, also when it is a Buffer", () => {
    const datagram = Buffer.from(request);
    expect(verifyIntegrity(datagram, PASSWORD)).to.equal(true);
    expect(datagram.equals(request)).to.equal(true);
  });

  it("fails for another password", () => {
    expect(verifyIntegrity(request, `${PASSWORD}x`)).to.equal(false);
    expect(verifyIntegrity(longTermRequest, PASSWORD)).to.equal(false);
  });

  it("fails for any byte that changed before it", () => {
    const hmacAt = request.length - 8 - 20;
    for (let at = 8; at < hmacAt + 20; at++) {
      const damaged = request.with(at, (request[at] ?? 0) ^ 1);
      const outcome = verdictOn(damaged);
      expect(outcome, `byte ${at}`).to.not.include("valid");
    }
  });

  it("is false where it is not there", () => {
    const without = request.slice(0, -32).with(3, request.length - 32 - 20);
    expect(verifyIntegrity(without, PASSWORD)).to.equal(false);
    expect(verifyFingerprint(without)).to.equal(false);
    expect(verifyFingerprint(longTermRequest)).to.equal(false);
  });

  it("does not cover what follows MESSAGE-INTEGRITY, but the fingerprint does", () => {
    const damaged = request.with(-1, 0);
    expect(verifyIntegrity(damaged, PASSWORD)).to.equal(true);
    expect(verifyFingerprint(damaged)).to.equal(false);
  });
});

function verdictOn(datagram: Uint8Array): string[] {
  try {
    return [
      verifyIntegrity(datagram, PASSWORD) ? "valid" : "bad HMAC",
      verifyFingerprint(datagram) ? "valid" : "bad CRC",
    ];
  } catch (error) {
    if (error instanceof StunParseError) return [error.code];
    throw error;
  }
}
