import { expect } from "chai";
import fc from "fast-check";
import {
  contentTypeCode,
  RECORD_HEADER_LENGTH,
  scanRecords,
  serialiseRecord,
} from "../../src/dtls/wire/record.ts";
import { hex, openssl, present, recordings, unhex } from "./fixture.ts";
import { acceptsOrRefuses, hostileBytes, refusal } from "./hostile.ts";
import { parseRecords } from "./parseRecords.ts";

describe("DTLS records", () => {
  const oneRecord = unhex("17 fefd 0001 010203040506 0003 aabbcc");

  it("are read with every header field", () => {
    const [record, ...rest] = parseRecords(oneRecord);
    expect(rest).to.deep.equal([]);
    expect(record).to.deep.equal({
      contentType: "application_data",
      version: { major: 254, minor: 253 },
      epoch: 1,
      sequence: 0x010203040506,
      fragment: unhex("aabbcc"),
      offset: 0,
    });
  });

  it("are views of the datagram, not copies", () => {
    expect(parseRecords(oneRecord)[0]?.fragment.buffer).to.equal(oneRecord.buffer);
  });

  it("are told apart when OpenSSL sends several in one datagram", () => {
    const datagram = present(openssl.datagrams[7]).bytes;
    expect(parseRecords(datagram).map(({ contentType, epoch }) => [contentType, epoch])).to.deep.equal([
      ["handshake", 0],
      ["handshake", 0],
      ["handshake", 0],
      ["change_cipher_spec", 0],
      ["handshake", 1],
    ]);
  });

  it("give back the same bytes when they are serialised again", () => {
    for (const { bytes } of recordings.flatMap(({ datagrams }) => datagrams)) {
      expect(hex(Buffer.concat(parseRecords(bytes).map(serialiseRecord)))).to.equal(hex(bytes));
    }
  });

  const refusals: [title: string, bytes: string, code: string, offset: number][] = [
    ["an empty datagram", "", "truncated", 0],
    ["half a header", "17fefd0001", "truncated", 0],
    ["a fragment that ends early", "17 fefd 0001 000000000001 0003 aabb", "truncated", 11],
    ["a second record that ends early", "15 fefd 0000 000000000001 0000 17fe", "truncated", 13],
    ["a TLS version", "17 0303 0001 000000000001 0000", "bad-version", 1],
    [
      "a content type without a known layout",
      "19 fefd 0001 000000000001 0000",
      "unsupported-content-type",
      0,
    ],
    ["a length over 2^14 + 2048", "17 fefd 0001 000000000001 4801", "length-too-large", 11],
  ];
  for (const [title, bytes, code, offset] of refusals) {
    it(`are refused for ${title}`, () => {
      expect(refusal(() => parseRecords(unhex(bytes)))).to.deep.equal({ code, offset });
    });
  }

  it("before a malformed one are kept by scanRecords, together with the fault", () => {
    const { records, fault } = scanRecords(Buffer.concat([oneRecord, unhex("17fe")]));
    expect(records).to.have.length(1);
    expect(fault?.code).to.equal("truncated");
  });

  it("are refused for serialising if a number does not fit", () => {
    const record = present(parseRecords(oneRecord)[0]);
    expect(() => serialiseRecord({ ...record, epoch: 65536 })).to.throw(RangeError);
    expect(() => serialiseRecord({ ...record, sequence: 2 ** 48 })).to.throw(RangeError);
    expect(() => serialiseRecord({ ...record, fragment: new Uint8Array(65536) })).to.throw(RangeError);
  });

  it("survive hostile bytes with a DtlsParseError or data, and never lose a byte", () => {
    const genuine = recordings.flatMap(({ datagrams }) => datagrams.map(({ bytes }) => bytes));
    fc.assert(
      fc.property(hostileBytes(genuine), (bytes) => {
        const { records, fault } = scanRecords(bytes);
        const read = records.reduce((sum, { fragment }) => sum + RECORD_HEADER_LENGTH + fragment.length, 0);
        return acceptsOrRefuses(() => parseRecords(bytes)) && (fault !== undefined || read === bytes.length);
      }),
    );
  });

  it("carry the registered codes", () => {
    expect(contentTypeCode("change_cipher_spec")).to.equal(20);
    expect(contentTypeCode("ack")).to.equal(26);
  });
});
