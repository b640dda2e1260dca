import { createCipheriv, createSecretKey } from "node:crypto";
import { expect } from "chai";
import { fromBlock } from "../../src/dtls/crypto/gf128.ts";
import { openRecord, type ProtectionKey, sealRecord } from "../../src/dtls/crypto/protection.ts";
import type { EncryptedRecord } from "../../src/dtls/handshake/association.ts";
import { nonceReuse } from "../../src/dtls/judge/nonceReuse.ts";
import { hashKeyCandidates, withDifference } from "../../src/dtls/judge/recoverHashKey.ts";
import { openssl, present, werift } from "./fixture.ts";
import { parseRecords } from "./parseRecords.ts";

const raw = Buffer.alloc(16, 3);
const keys: ProtectionKey = { aead: "aes-128-gcm", key: createSecretKey(raw), iv: Buffer.alloc(4, 1) };
const hashKey = fromBlock(createCipheriv("aes-128-ecb", raw, null).update(Buffer.alloc(16)));
const explicitNonce = Buffer.alloc(8, 5);

function sealed(sequence: number, text: string): EncryptedRecord {
  const wire = sealRecord(keys, {
    contentType: "application_data",
    epoch: 1,
    sequence,
    plaintext: Buffer.from(text),
    explicitNonce,
  });
  return { packet: sequence, from: "a", record: present(parseRecords(wire)[0]) };
}

describe("the hash key of AES-GCM", () => {
  const first = sealed(1, "twenty-four bytes of it.");
  const second = sealed(2, "another text that is longer than the first one was");

  it("is among the few values that two records under one nonce leave", () => {
    const candidates = hashKeyCandidates({ first, second, packets: [1, 2] });
    expect(candidates).to.include(hashKey);
    expect(candidates.length).to.be.at.most(8);
  });

  it("is not among those of two records with different nonces", () => {
    const other = { ...second, record: { ...second.record, fragment: Buffer.from(second.record.fragment) } };
    other.record.fragment.set([1, 2, 3], other.record.fragment.length - 3);
    expect(hashKeyCandidates({ first, second: other, packets: [1, 2] })).not.to.include(hashKey);
  });

  it("makes a record that opens, with the changed text; another key makes one that does not", () => {
    const difference = Buffer.alloc(second.record.fragment.length - 24);
    difference[0] = "a".charCodeAt(0) ^ "A".charCodeAt(0);
    const forged = present(withDifference(second.record, difference, hashKey));
    const opened = openRecord(keys, present(parseRecords(forged)[0]));
    expect(opened.ok && Buffer.from(opened.plaintext).toString()).to.match(/^Another text/);
    const wrong = present(withDifference(second.record, difference, hashKey ^ 1n));
    expect(openRecord(keys, present(parseRecords(wrong)[0])).ok).to.equal(false);
  });

  it("is none of a record that is too short, or a difference of another length", () => {
    const short = { ...first.record, fragment: Buffer.alloc(20) };
    expect(hashKeyCandidates({ first: { ...first, record: short }, second, packets: [1, 2] })).to.deep.equal(
      [],
    );
    expect(withDifference(first.record, Buffer.alloc(3), hashKey)).to.equal(undefined);
    expect(withDifference(short, Buffer.alloc(0), hashKey)).to.equal(undefined);
  });

  it("follows from a real recording of werift, and never from one of OpenSSL", () => {
    for (const pair of nonceReuse(werift.association).reused)
      expect(hashKeyCandidates(pair)).not.to.deep.equal([]);
    expect(nonceReuse(openssl.association).reused).to.deep.equal([]);
  });
});
