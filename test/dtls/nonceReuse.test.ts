import { expect } from "chai";
import { type AssociationDatagram, readAssociation } from "../../src/dtls/handshake/association.ts";
import { nonceReuse } from "../../src/dtls/judge/nonceReuse.ts";
import { serialiseRecord } from "../../src/dtls/wire/record.ts";
import { flipped, openssl, opensslChacha, present, werift } from "./fixture.ts";
import { parseRecords } from "./parseRecords.ts";

/** The datagram's only record with a changed last byte and, if asked, another sequence number in the header. */
function altered(datagram: AssociationDatagram, packet: number, sequence?: number): AssociationDatagram {
  const record = present(parseRecords(datagram.bytes)[0]);
  const changed = { ...record, fragment: flipped(record.fragment), sequence: sequence ?? record.sequence };
  return { ...datagram, packet, bytes: serialiseRecord(changed) };
}

const numbered = (datagrams: readonly AssociationDatagram[], packet: number): AssociationDatagram =>
  present(datagrams.find((one) => one.packet === packet));

describe("nonce reuse", () => {
  it("is found in a real werift connection: Finished and a later data record of each side", () => {
    const { nonce, reused, retransmitted } = nonceReuse(werift.association);
    expect(nonce).to.equal("explicit");
    expect(reused.map(({ packets }) => packets)).to.deep.equal([
      [13, 29],
      [15, 31],
    ]);
    const types = reused.map(({ first, second }) => [first.record.contentType, second.record.contentType]);
    expect(types).to.deep.equal([
      ["handshake", "application_data"],
      ["handshake", "application_data"],
    ]);
    expect(retransmitted).to.deep.equal([]);
  });

  it("is not found in a real OpenSSL connection", () => {
    expect(nonceReuse(openssl.association)).to.deep.equal({
      nonce: "explicit",
      reused: [],
      retransmitted: [],
    });
    expect(nonceReuse(opensslChacha.association)).to.deep.equal({
      nonce: "sequence",
      reused: [],
      retransmitted: [],
    });
  });

  it("is not a record that was sent again byte for byte: that is a retransmission", () => {
    const { datagrams } = openssl;
    const again = { ...numbered(datagrams, 11), packet: 50 };
    const { reused, retransmitted } = nonceReuse(
      readAssociation([...datagrams, again, { ...again, packet: 51 }]),
    );
    expect(reused).to.deep.equal([]);
    expect(retransmitted.map(({ packets }) => packets)).to.deep.equal([
      [11, 50],
      [11, 51],
    ]);
  });

  it("goes by the explicit nonce, whatever the sequence number in the header says", () => {
    const { datagrams } = openssl;
    const other = altered(numbered(datagrams, 11), 50, 77);
    const { reused } = nonceReuse(readAssociation([...datagrams, other]));
    expect(reused.map(({ packets }) => packets)).to.deep.equal([[11, 50]]);
  });

  it("goes by the sequence number for ChaCha20-Poly1305", () => {
    const { datagrams } = opensslChacha;
    const data = numbered(datagrams, 15);
    const streams = [altered(data, 50), altered(data, 50, 77)].map((other) => [...datagrams, other]);
    const pairs = streams.map((stream) =>
      nonceReuse(readAssociation(stream)).reused.map(({ packets }) => packets),
    );
    expect(pairs).to.deep.equal([[[15, 50]], []]);
  });

  it("does not mix up the directions", () => {
    const { datagrams } = openssl;
    const mirrored = { ...altered(numbered(datagrams, 11), 50), from: "b" as const };
    expect(nonceReuse(readAssociation([...datagrams, mirrored])).reused).to.deep.equal([]);
  });

  it("is unknown if the suite was not seen", () => {
    const tail = readAssociation(werift.datagrams.slice(11));
    expect(nonceReuse(tail)).to.deep.equal({ nonce: "unknown", reused: [], retransmitted: [] });
  });
});
