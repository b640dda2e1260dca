import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { noSecrets } from "../../src/dtls13/crypto/keyLog.ts";
import { type Association13, readAssociation13 } from "../../src/dtls13/handshake/association.ts";
import { openWithKeyLog } from "../../src/dtls13/handshake/open.ts";
import { type Finding13, judgeFinished13, judgePossession13 } from "../../src/dtls13/judge/judge13.ts";
import { flipped, present } from "../dtls/fixture.ts";
import { selfSigned } from "../dtls/selfSigned.ts";
import { browserCalls, firefoxFirefox, withoutHybrid } from "./fixture.ts";
import { play } from "./play.ts";

const roles = ["client", "server"] as const;

describe("possession and Finished in DTLS 1.3", () => {
  for (const { name, opened } of [...browserCalls, withoutHybrid]) {
    it(`are proven for both sides: ${name}`, () => {
      for (const role of roles) {
        const possession = judgePossession13(opened.association, role);
        expect(possession.proof).to.deep.equal({ kind: "proven" });
        expect(possession.packets).to.have.length.above(0);
        expect(judgeFinished13(opened.association, opened.secrets, role).proof.kind).to.equal("proven");
      }
    });
  }

  it("are proven after a HelloRetryRequest, for SHA-384 too", () => {
    const { datagrams, keyLog } = play({ retry: true, suite: 0x1302 });
    const { association, secrets } = openWithKeyLog(datagrams, keyLog);
    for (const role of roles) {
      expect(judgePossession13(association, role).proof.kind).to.equal("proven");
      expect(judgeFinished13(association, secrets, role).proof.kind).to.equal("proven");
    }
  });

  const { association, secrets } = firefoxFirefox.opened;
  for (const role of roles) {
    const other = role === "client" ? "server" : "client";

    it(`refute a signature of the ${role} that was changed by one bit`, () => {
      const seen = present(association.certificateVerify[role]);
      const value = { ...seen.value, signature: flipped(seen.value.signature) };
      const changed = with13("certificateVerify", role, { ...seen, value });
      expect(codeOf(judgePossession13(changed, role))).to.equal("bad-signature");
    });

    it(`refute the other side's signature in the ${role}'s place`, () => {
      const seen = present(association.certificateVerify[role]);
      const { value } = present(association.certificateVerify[other]);
      const changed = with13("certificateVerify", role, { ...seen, value });
      expect(codeOf(judgePossession13(changed, role))).to.equal("bad-signature");
    });

    it(`refute another certificate for the ${role}: the signature covers it, and its key did not sign`, () => {
      const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const seen = present(association.certificates[role]);
      const value = { ...seen.value, certificates: [selfSigned(publicKey, privateKey)] };
      const changed = with13("certificates", role, { ...seen, value });
      expect(codeOf(judgePossession13(changed, role))).to.equal("bad-signature");
    });

    it(`refute an ECDSA scheme of another curve, and PKCS #1 v1.5, for the ${role}`, () => {
      const seen = present(association.certificateVerify[role]);
      for (const [signatureScheme, code] of [
        [0x0503, "key-scheme-mismatch"],
        [0x0401, "unsupported-scheme"],
      ] as const) {
        const changed = with13("certificateVerify", role, {
          ...seen,
          value: { ...seen.value, signatureScheme },
        });
        expect(codeOf(judgePossession13(changed, role))).to.equal(code);
      }
    });

    it(`refute a Finished of the ${role} that was changed by one bit, or made with another secret`, () => {
      const seen = present(association.finished[role]);
      const value = { ...seen.value, verifyData: flipped(seen.value.verifyData) };
      const changed = with13("finished", role, { ...seen, value });
      expect(codeOf(judgeFinished13(changed, secrets, role))).to.equal("wrong-verify-data");
      const swapped = { ...secrets, handshake: { [role]: present(secrets.handshake[other]) } };
      expect(codeOf(judgeFinished13(association, swapped, role))).to.equal("wrong-verify-data");
    });

    it(`refute a transcript in which one byte of a hello was changed, for the ${role}`, () => {
      const seen = present(association.clientHello);
      const message = { ...seen.message, body: flipped(seen.message.body) };
      const changed = {
        ...association,
        clientHello: { ...seen, message },
        messages: association.messages.map((each) => (each === seen.message ? message : each)),
      };
      expect(codeOf(judgePossession13(changed, role))).to.equal("bad-signature");
      expect(codeOf(judgeFinished13(changed, secrets, role))).to.equal("wrong-verify-data");
    });

    it(`say why there is no proof for the ${role}`, () => {
      const outside = readAssociation13(firefoxFirefox.datagrams);
      expect(reasonOf(judgePossession13(outside, role))).to.equal("not-opened");
      expect(reasonOf(judgeFinished13(outside, secrets, role))).to.equal("not-opened");
      expect(reasonOf(judgeFinished13(association, noSecrets, role))).to.equal("no-secret");
      expect(reasonOf(judgePossession13(with13("certificates", role, undefined), role))).to.equal(
        "no-certificate",
      );
      expect(reasonOf(judgePossession13(with13("certificateVerify", role, undefined), role))).to.equal(
        "no-certificate-verify",
      );
      expect(reasonOf(judgeFinished13(with13("finished", role, undefined), secrets, role))).to.equal(
        "no-finished",
      );
      const messages = association.messages.filter(({ type }) => type !== 8);
      expect(reasonOf(judgePossession13({ ...association, messages }, role))).to.equal(
        "transcript-incomplete",
      );
      expect(reasonOf(judgeFinished13({ ...association, messages }, secrets, role))).to.equal(
        "transcript-incomplete",
      );
    });
  }

  function with13<K extends "certificates" | "certificateVerify" | "finished">(
    part: K,
    role: "client" | "server",
    value: Association13[K]["client"],
  ): Association13 {
    return { ...association, [part]: { ...association[part], [role]: value } };
  }
});

const codeOf = ({ proof }: Finding13) => (proof.kind === "refuted" ? proof.code : proof.kind);
const reasonOf = ({ proof }: Finding13) => (proof.kind === "none" ? proof.reason : proof.kind);
