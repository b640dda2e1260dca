import { expect } from "chai";
import { keyBlock } from "../../src/dtls/crypto/keySchedule.ts";
import { protectionKey, sealRecord } from "../../src/dtls/crypto/protection.ts";
import { readAssociation } from "../../src/dtls/handshake/association.ts";
import { judgeFinished } from "../../src/dtls/judge/judgeFinished.ts";
import { handshakeMessage, handshakeType } from "../../src/dtls/wire/handshake.ts";
import { flipped, openssl, present, randomsOf, recordings, suiteOf, werift } from "./fixture.ts";

describe("Finished, judged with the master secret", () => {
  for (const { association, masterSecret, source } of recordings) {
    it(`is proven for both sides of a real handshake: ${source}`, () => {
      const { client, server } = judgeFinished(association, masterSecret);
      expect([client.proof, server.proof]).to.deep.equal([{ kind: "proven" }, { kind: "proven" }]);
    });
  }

  it("rests on the packets that carried it", () => {
    const { client, server } = judgeFinished(openssl.association, openssl.masterSecret);
    expect([client.packets, server.packets]).to.deep.equal([[8], [10]]);
  });

  it("is not confused by another protected handshake message", () => {
    const { association, datagrams, masterSecret } = openssl;
    const suite = suiteOf(association);
    const block = keyBlock(suite, masterSecret, randomsOf(association));
    const plaintext = handshakeMessage(handshakeType.helloRequest, 9, new Uint8Array(0), []).bytes;
    const request = { contentType: "handshake", epoch: 1, sequence: 50, plaintext } as const;
    const bytes = sealRecord(protectionKey(suite, block, "server"), request);
    const seen = readAssociation([{ packet: 50, from: "b", bytes }, ...datagrams]);
    expect(judgeFinished(seen, masterSecret)).to.deep.equal(judgeFinished(association, masterSecret));
  });

  it("is refuted if the capture shows another handshake than the peers had", () => {
    const { association, masterSecret } = werift;
    const messages = association.messages.map((message) =>
      message === association.serverKeyExchange?.message
        ? { ...message, bytes: flipped(message.bytes) }
        : message,
    );
    const { client, server } = judgeFinished({ ...association, messages }, masterSecret);
    for (const { proof } of [client, server]) {
      expect(proof).to.include({ kind: "refuted", code: "wrong-verify-data" });
    }
  });

  it("is none with a wrong secret, without Finished, or with a message missing before it", () => {
    const without = (packet: number) => {
      const kept = werift.datagrams.filter((one) => one.packet !== packet);
      return judgeFinished(readAssociation(kept), werift.masterSecret);
    };
    const none = { kind: "none" };
    const wrong = judgeFinished(werift.association, flipped(werift.masterSecret));
    expect([wrong.client.proof, wrong.server.proof]).to.deep.equal([none, none]);
    const noServerFinished = without(present(werift.datagrams[14]).packet);
    expect([noServerFinished.client.proof, noServerFinished.server.proof]).to.deep.equal([
      { kind: "proven" },
      none,
    ]);
    const noCertificate = without(5);
    expect([noCertificate.client.proof, noCertificate.server.proof]).to.deep.equal([none, none]);
  });
});
