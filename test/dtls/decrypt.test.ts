import { expect } from "chai";
import { decryptAssociation, tryCandidates } from "../../src/dtls/crypto/decrypt.ts";
import { keyBlock, masterSecret } from "../../src/dtls/crypto/keySchedule.ts";
import { protectionKey, sealRecord } from "../../src/dtls/crypto/protection.ts";
import { type AssociationDatagram, readAssociation } from "../../src/dtls/handshake/association.ts";
import {
  flipped,
  openssl,
  opensslAes256,
  type Recording,
  randomsOf,
  recordings,
  suiteOf,
  unhex,
  werift,
  weriftPremasterSecret,
} from "./fixture.ts";

/** What the records of application_data say with this secret, per side, as one text. */
function decryptedText(
  { association }: Recording,
  secret: Uint8Array,
): { a: string; b: string; failed: number } {
  const decryption = decryptAssociation(association, secret);
  if (decryption.kind !== "tried") throw new Error("no handshake");
  const text = { a: "", b: "", failed: 0 };
  for (const { from, record, result } of decryption.records) {
    if (!result.ok) text.failed += 1;
    else if (record.contentType === "application_data")
      text[from] += Buffer.from(result.plaintext).toString("latin1");
  }
  return text;
}

describe("decrypting a recording", () => {
  for (const recording of recordings) {
    it(`with the true master secret opens every record and shows the content: ${recording.source}`, () => {
      const text = decryptedText(recording, recording.masterSecret);
      expect(text.failed).to.equal(0);
      for (const message of recording.plaintexts.a) expect(text.a).to.include(message);
      for (const message of recording.plaintexts.b) expect(text.b).to.include(message);
    });

    it(`with a secret that differs in one bit opens nothing: ${recording.source}`, () => {
      const { failed } = decryptedText(recording, flipped(recording.masterSecret));
      expect(failed).to.equal(recording.association.encrypted.length);
    });
  }

  it("says that nothing was tried if the hellos are not in the recording", () => {
    const tail = readAssociation(werift.datagrams.slice(11));
    expect(decryptAssociation(tail, werift.masterSecret)).to.deep.equal({ kind: "no-handshake" });
    expect(tryCandidates(tail, [werift.masterSecret])).to.deep.equal({
      attempts: 0,
      derivations: [],
      successes: [],
    });
  });
});

describe("trying candidates", () => {
  const data = werift.association.encrypted.filter(({ record }) => record.contentType === "application_data");

  it("finds the master secret among wrong ones, on every data record", () => {
    const candidates = [opensslAes256.masterSecret, werift.masterSecret, unhex("00")];
    const { attempts, successes } = tryCandidates(werift.association, candidates);
    expect(successes).to.deep.equal(
      data.map(({ packet }) => ({
        candidate: 1,
        derivation: "master-secret",
        packet,
        master: werift.masterSecret,
      })),
    );
    expect(attempts).to.equal((3 + 3 + 2) * data.length);
  });

  it("finds the premaster secret through RFC 7627", () => {
    const { successes } = tryCandidates(werift.association, [weriftPremasterSecret]);
    expect(successes).to.deep.equal(
      data.map(({ packet }) => ({
        candidate: 0,
        derivation: "premaster-rfc7627",
        packet,
        master: werift.masterSecret,
      })),
    );
  });

  it("finds the premaster secret through RFC 5246, for SHA-256 and SHA-384", () => {
    for (const { association, datagrams } of [openssl, opensslAes256]) {
      const suite = suiteOf(association);
      const randoms = randomsOf(association);
      const premaster = unhex("5a".repeat(32));
      const block = keyBlock(suite, masterSecret(suite.prfHash, premaster, randoms), randoms);
      const bytes = sealRecord(protectionKey(suite, block, "server"), {
        contentType: "application_data",
        epoch: 1,
        sequence: 1,
        plaintext: unhex("00"),
      });
      const fromServer: AssociationDatagram = { packet: 50, from: "b", bytes };
      const { successes } = tryCandidates(readAssociation([...datagrams, fromServer]), [premaster]);
      const master = masterSecret(suite.prfHash, premaster, randoms);
      expect(successes).to.deep.equal([
        { candidate: 0, derivation: "premaster-rfc5246", packet: 50, master },
      ]);
    }
  });

  it("finds nothing among wrong candidates, and counts what it tried", () => {
    const candidates = Array.from({ length: 20 }, (_, index) => Buffer.alloc(32, index));
    const report = tryCandidates(werift.association, candidates);
    expect(report).to.deep.equal({
      attempts: 20 * 2 * data.length,
      derivations: ["master-secret", "premaster-rfc5246", "premaster-rfc7627"],
      successes: [],
    });
  });

  it("says that RFC 7627 was not tried if a handshake message is missing", () => {
    const gap = readAssociation(werift.datagrams.filter(({ packet }) => packet !== 7));
    const { derivations, successes } = tryCandidates(gap, [weriftPremasterSecret, werift.masterSecret]);
    expect(derivations).to.deep.equal(["master-secret", "premaster-rfc5246"]);
    expect(successes).to.have.length(data.length);
  });
});
