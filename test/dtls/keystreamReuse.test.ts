import { expect } from "chai";
import fc from "fast-check";
import { decryptAssociation } from "../../src/dtls/crypto/decrypt.ts";
import {
  type Association,
  type EncryptedRecord,
  readAssociation,
} from "../../src/dtls/handshake/association.ts";
import { recoverHead } from "../../src/dtls/judge/keystreamReuse.ts";
import { nonceReuse, type RecordPair } from "../../src/dtls/judge/nonceReuse.ts";
import { hex, present, werift } from "./fixture.ts";

const { association, datagrams, masterSecret } = werift;
const pairs = nonceReuse(association).reused;

/** What the record of a packet really says: only the master secret tells. */
function truth(packet: number): Uint8Array {
  const decryption = decryptAssociation(association, masterSecret);
  if (decryption.kind !== "tried") throw new Error("no handshake");
  const result = present(decryption.records.find((record) => record.packet === packet)).result;
  if (!result.ok) throw new Error(result.reason);
  return result.plaintext;
}

const recordOf = (packet: number): EncryptedRecord =>
  present(association.encrypted.find((record) => record.packet === packet));

const pairOf = (first: EncryptedRecord, second: EncryptedRecord): RecordPair => ({
  first,
  second,
  packets: [first.packet, second.packet],
});

const withFragment = (seen: EncryptedRecord, fragment: Uint8Array): EncryptedRecord => ({
  ...seen,
  record: { ...seen.record, fragment },
});

/** The reason why the head stays unknown, or "recovered". */
function obstacle(seenBy: Association, pair: RecordPair): string {
  const recovery = recoverHead(seenBy, pair);
  return recovery.kind === "not-possible" ? recovery.reason : recovery.kind;
}

describe("the keystream that two records share", () => {
  it("gives away the SCTP header of a real werift connection in both directions, without any key", () => {
    expect(pairs).to.have.length(2);
    for (const pair of pairs) {
      const recovery = recoverHead(association, pair);
      if (recovery.kind !== "recovered") throw new Error(recovery.reason);
      const { head, xor, finishedPacket, dataPacket } = recovery;
      expect([finishedPacket, dataPacket]).to.deep.equal(pair.packets);
      expect(hex(head)).to.equal(hex(truth(dataPacket).subarray(0, 12)));
      expect(hex(head.subarray(0, 4))).to.equal("13881388"); // ports 5000 and 5000
      const [finished, data] = [truth(finishedPacket), truth(dataPacket)];
      const expected = finished.subarray(0, data.length).map((byte, index) => byte ^ (data[index] ?? 0));
      expect(hex(xor)).to.equal(hex(expected));
    }
  });

  it("gives the same whichever of the two records came first", () => {
    const [pair] = pairs;
    const { first, second } = present(pair);
    expect(recoverHead(association, pairOf(second, first))).to.deep.equal(
      recoverHead(association, pairOf(first, second)),
    );
  });

  it("gives away nothing true of a record with a nonce of its own", () => {
    const recovery = recoverHead(association, pairOf(recordOf(13), recordOf(31)));
    if (recovery.kind !== "recovered") throw new Error(recovery.reason);
    expect(hex(recovery.head)).to.not.equal(hex(truth(31).subarray(0, 12)));
  });

  it("gives nothing away if no Finished, or nothing but Finished, is in the pair", () => {
    const data = recordOf(29);
    expect(obstacle(association, pairOf(data, recordOf(31)))).to.equal("no-finished-in-pair");
    expect(obstacle(association, pairOf(recordOf(13), recordOf(15)))).to.equal("no-data-in-pair");
    const longer = withFragment(recordOf(13), Buffer.concat([recordOf(13).record.fragment, Buffer.of(0)]));
    expect(obstacle(association, pairOf(longer, data))).to.equal("no-finished-in-pair");
  });

  it("gives nothing away if the hellos are missing, or a message before Finished", () => {
    const [pair] = pairs;
    expect(obstacle(readAssociation(datagrams.slice(11)), present(pair))).to.equal("suite-unknown");
    const sender = present(pair).first.from === association.client ? "client" : "server";
    const lost = present(association.messages.findLast((message) => message.sender === sender)).packets;
    const gap = readAssociation(datagrams.filter(({ packet }) => !lost.includes(packet)));
    expect(obstacle(gap, present(pair))).to.equal("message-seq-unknown");
  });

  it("gives nothing away if the client's certificate and signature are missing: it might have sent none", () => {
    const { client, clientCertificates, certificateVerify } = association;
    const lost = [clientCertificates, certificateVerify].flatMap((seen) => present(seen).packets);
    const gap = readAssociation(datagrams.filter(({ packet }) => !lost.includes(packet)));
    expect(gap.clientKeyExchange, "what is left of the flight").to.not.equal(undefined);
    const fromClient = present(pairs.find(({ first }) => first.from === client));
    expect(obstacle(gap, fromClient)).to.equal("message-seq-unknown");
  });

  it("gives nothing away of a record too short for 12 bytes, and does not crash on any length", () => {
    const [finished, data] = [recordOf(13), recordOf(29)];
    const cut = (length: number) => withFragment(data, data.record.fragment.subarray(0, length));
    expect(obstacle(association, pairOf(finished, cut(8 + 11 + 16)))).to.equal("record-too-short");
    expect(obstacle(association, pairOf(finished, cut(8 + 12 + 16)))).to.equal("recovered");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.uint8Array({ maxLength: 80 }), (a, b) => {
        const outcome = obstacle(association, pairOf(withFragment(finished, a), withFragment(data, b)));
        return (outcome === "recovered") === (a.length === 48 && b.length >= 36);
      }),
    );
  });
});
