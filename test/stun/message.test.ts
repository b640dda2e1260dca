import { expect } from "chai";
import fc from "fast-check";
import { isStun, parseStun, type StunMessage } from "../../src/stun/message.ts";
import { StunParseError } from "../../src/stun/stunParseError.ts";
import { ipv4Response, ipv6Response, longTermRequest, request } from "./rfc5769.ts";

function attributeOf(message: StunMessage, kind: StunMessage["attributes"][number]["kind"]) {
  return message.attributes.find((attribute) => attribute.kind === kind);
}

/** A message around attributes, with a right header. */
function message(type: number, ...attributes: [type: number, hex: string][]): Buffer {
  const body = Buffer.concat(
    attributes.map(([code, hex]) => {
      const value = Buffer.from(hex, "hex");
      const header = Buffer.alloc(4);
      header.writeUInt16BE(code, 0);
      header.writeUInt16BE(value.length, 2);
      return Buffer.concat([header, value, Buffer.alloc(-value.length & 3)]);
    }),
  );
  const header = Buffer.from("000000002112a442000102030405060708090a0b", "hex");
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, body]);
}

function codeOf(datagram: Uint8Array): string {
  try {
    parseStun(datagram);
  } catch (error) {
    if (error instanceof StunParseError) return error.code;
    throw error;
  }
  return "parsed";
}

describe("a STUN message", () => {
  it("of RFC 5769 section 2.1 is read as the RFC describes it", () => {
    const parsed = parseStun(request);
    expect(parsed).to.include({ class: "request", method: 1 });
    expect(Buffer.from(parsed.transactionId).toString("hex")).to.equal("b7e7a701bc34d686fa87dfae");
    expect(parsed.attributes.map(({ kind }) => kind)).to.deep.equal([
      "SOFTWARE",
      "PRIORITY",
      "ICE-CONTROLLED",
      "USERNAME",
      "MESSAGE-INTEGRITY",
      "FINGERPRINT",
    ]);
    expect(attributeOf(parsed, "SOFTWARE")).to.include({
      text: "STUN test client",
      type: 0x8022,
      offset: 20,
    });
    expect(attributeOf(parsed, "PRIORITY")).to.include({ priority: 0x6e0001ff });
    expect(attributeOf(parsed, "ICE-CONTROLLED")).to.include({ tieBreaker: 0x932ff9b151263b36n });
    expect(attributeOf(parsed, "USERNAME")).to.include({ text: "evtj:h6vY" });
    expect(attributeOf(parsed, "FINGERPRINT")).to.include({ crc: 0xe57a3bcf });
  });

  for (const [title, datagram, address] of [
    ["2.2", ipv4Response, "192.0.2.1"],
    ["2.3", ipv6Response, "2001:db8:1234:5678:11:2233:4455:6677"],
  ] as const) {
    it(`of RFC 5769 section ${title} tells the mapped address`, () => {
      const parsed = parseStun(datagram);
      expect(parsed.class).to.equal("success");
      expect(attributeOf(parsed, "XOR-MAPPED-ADDRESS")).to.include({ address, port: 32_853 });
    });
  }

  it("of RFC 5769 section 2.4 shows its realm and nonce by name", () => {
    const parsed = parseStun(longTermRequest);
    expect(attributeOf(parsed, "USERNAME")).to.include({ text: "\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9" });
    const others = parsed.attributes.flatMap((attribute) => (attribute.kind === "other" ? [attribute] : []));
    expect(others.map(({ name, value }) => [name, Buffer.from(value).toString()])).to.deep.equal([
      ["NONCE", "f//499k954d6OL34oL9FSTvy64sA"],
      ["REALM", "example.org"],
    ]);
  });

  it("says its class and method, whatever bits they are in", () => {
    const classes = [0x0001, 0x0011, 0x0101, 0x0111].map((type) => parseStun(message(type)).class);
    expect(classes).to.deep.equal(["request", "indication", "success", "error"]);
    expect([0x0003, 0x0017, 0x02ef].map((type) => parseStun(message(type)).method)).to.deep.equal([
      3, 7, 0xff,
    ]);
  });

  it("says who controls, who is nominated, and what went wrong", () => {
    const { attributes } = parseStun(
      message(
        0x0111,
        [0x802a, "0000000000000005"],
        [0x0025, ""],
        [0x0009, `00000457${Buffer.from("Role Conflict").toString("hex")}`],
        [0x7777, "0102"],
      ),
    );
    expect(attributes[0]).to.include({ kind: "ICE-CONTROLLING", tieBreaker: 5n });
    expect(attributes[1]).to.include({ kind: "USE-CANDIDATE" });
    expect(attributes[2]).to.include({ kind: "ERROR-CODE", code: 487, reason: "Role Conflict" });
    expect(attributes[3]).to.deep.include({ kind: "other", name: "0x7777", value: Buffer.from([1, 2]) });
  });

  it("is told from DTLS, RTP and noise by its first bytes", () => {
    expect(isStun(request)).to.equal(true);
    expect(isStun(request.subarray(0, 19))).to.equal(false);
    for (const first of [4, 20, 22, 63, 128]) {
      expect(isStun(Uint8Array.from(request, (byte, index) => (index === 0 ? first : byte)))).to.equal(false);
    }
    expect(isStun(Uint8Array.from(request, (byte, index) => (index === 4 ? 0 : byte)))).to.equal(false);
  });

  const faults: [title: string, datagram: Uint8Array, code: string][] = [
    ["nothing", new Uint8Array(0), "not-stun"],
    ["a message with a byte missing", request.subarray(0, -1), "bad-length"],
    ["a message with a byte too many", Buffer.concat([request, new Uint8Array(1)]), "bad-length"],
    ["a length that is no multiple of four", Uint8Array.from([...message(1).with(3, 1), 0]), "bad-length"],
    ["an attribute that leaves the message", message(1, [0x7777, "01020304"]).with(23, 5), "bad-attribute"],
    ["a PRIORITY of two bytes", message(1, [0x0024, "0102"]), "bad-attribute"],
    ["an address of no known family", message(1, [0x0020, "0003000001020304"]), "bad-attribute"],
    ["an IPv4 address of IPv6 length", message(1, [0x0020, `0001${"00".repeat(18)}`]), "bad-attribute"],
    ["an ERROR-CODE of two bytes", message(1, [0x0009, "0004"]), "bad-attribute"],
  ];
  for (const [title, datagram, code] of faults) {
    it(`refuses ${title} as ${code}`, () => expect(codeOf(datagram)).to.equal(code));
  }

  it("answers any bytes with a message or a StunParseError", () => {
    const types = [0x0006, 0x0008, 0x0009, 0x0020, 0x0024, 0x0025, 0x8022, 0x8028, 0x8029, 0x802a, 0x1234];
    const attribute = fc.tuple(
      fc.constantFrom(...types),
      fc.uint8Array({ maxLength: 24 }).map((bytes) => Buffer.from(bytes).toString("hex")),
    );
    const datagrams = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.array(attribute, { maxLength: 3 }).map((attributes) => message(1, ...attributes)),
      fc.tuple(fc.nat(request.length - 1), fc.nat(255)).map(([at, byte]) => request.with(at, byte)),
    );
    fc.assert(
      fc.property(datagrams, (datagram) => {
        expect(codeOf(datagram)).to.be.oneOf(["parsed", "not-stun", "bad-length", "bad-attribute"]);
      }),
      { numRuns: 1000 },
    );
  });
});
