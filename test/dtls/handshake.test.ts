import { expect } from "chai";
import fc from "fast-check";
import { handshakeMessage, parseHandshakeFragments } from "../../src/dtls/wire/handshake.ts";
import { hex, recordings, unhex } from "./fixture.ts";
import { acceptsOrRefuses, hostileBytes, refusal } from "./hostile.ts";

describe("handshake fragments", () => {
  it("are read with every header field, several from one record", () => {
    const plaintext = unhex("0b 000005 0002 000001 000002 aabb  0e 000000 0003 000000 000000");
    expect(parseHandshakeFragments(plaintext)).to.deep.equal([
      { type: 11, length: 5, messageSeq: 2, fragmentOffset: 1, data: unhex("aabb") },
      { type: 14, length: 0, messageSeq: 3, fragmentOffset: 0, data: unhex("") },
    ]);
  });

  const refusals: [title: string, bytes: string, code: string, offset: number][] = [
    ["an empty record", "", "truncated", 0],
    ["a header that ends early", "0b 000005 0002 0000", "truncated", 6],
    ["content that ends early", "0b 000005 0002 000000 000005 aabb", "truncated", 12],
    [
      "a fragment that reaches beyond its message",
      "0b 000002 0002 000001 000002 aabb",
      "fragment-out-of-range",
      0,
    ],
  ];
  for (const [title, bytes, code, offset] of refusals) {
    it(`are refused for ${title}`, () => {
      expect(refusal(() => parseHandshakeFragments(unhex(bytes)))).to.deep.equal({ code, offset });
    });
  }

  it("have a canonical form that covers the whole message (RFC 6347 §4.2.6)", () => {
    const { bytes, body } = handshakeMessage(11, 258, unhex("aabbcc"), []);
    expect(hex(bytes)).to.equal("0b0000030102000000000003aabbcc");
    expect(hex(body)).to.equal("aabbcc");
  });

  it("survive hostile bytes with a DtlsParseError or data", () => {
    const messages = recordings.flatMap(({ association }) => association.messages.map(({ bytes }) => bytes));
    fc.assert(
      fc.property(hostileBytes(messages), (bytes) => acceptsOrRefuses(() => parseHandshakeFragments(bytes))),
    );
  });
});
