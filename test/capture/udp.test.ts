import { expect } from "chai";
import fc from "fast-check";
import { CaptureParseError } from "../../src/capture/captureParseError.ts";
import { LINKTYPE } from "../../src/capture/linkType.ts";
import { parseUdp, type UdpDatagram } from "../../src/capture/udp.ts";
import { udpDatagram } from "./udpDatagram.ts";

const addresses = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255))
  .map((octets) => octets.join("."));
const endpoints = fc.record({ address: addresses, port: fc.nat(0xffff) }, { noNullPrototype: true });
const datagrams: fc.Arbitrary<UdpDatagram> = fc.record(
  { source: endpoints, destination: endpoints, payload: fc.uint8Array({ maxLength: 100 }) },
  { noNullPrototype: true },
);

const sample: UdpDatagram = {
  source: { address: "127.0.0.1", port: 40_000 },
  destination: { address: "127.0.0.2", port: 9 },
  payload: new TextEncoder().encode("hello"),
};

/** RFC 1071: the ones' complement sum over data and its checksum is all ones. Written apart from the code under test. */
function onesComplementSum(bytes: Uint8Array): number {
  const words = Buffer.concat([bytes, new Uint8Array(bytes.length % 2)]);
  let sum = 0;
  for (let at = 0; at < words.length; at += 2) {
    sum += words.readUInt16BE(at);
    if (sum > 0xffff) sum -= 0xffff;
  }
  return sum;
}

function codeOf(bytes: Uint8Array, linkType?: number): string {
  try {
    parseUdp(bytes, linkType);
  } catch (error) {
    if (error instanceof CaptureParseError) return error.code;
    throw error;
  }
  return "parsed";
}

function changed(edit: (bytes: Buffer) => void): Uint8Array {
  const bytes = Buffer.from(udpDatagram(sample));
  edit(bytes);
  return bytes;
}

describe("a UDP datagram in IPv4", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(datagrams, (datagram) => {
        expect(parseUdp(udpDatagram(datagram))).to.deep.equal(datagram);
      }),
    );
  });

  it("has both checksums right", () => {
    fc.assert(
      fc.property(datagrams, (datagram) => {
        const packet = udpDatagram(datagram);
        const udp = packet.subarray(20);
        const pseudoHeader = Uint8Array.of(0, 17, udp.length >> 8, udp.length & 255);
        expect(onesComplementSum(packet.subarray(0, 20))).to.equal(0xffff);
        expect(onesComplementSum(Buffer.concat([packet.subarray(12, 20), pseudoHeader, udp]))).to.equal(
          0xffff,
        );
      }),
    );
  });

  it("says 0xffff where the UDP checksum comes out as zero, which would mean none", () => {
    const withPayload = (payload: Uint8Array) =>
      Buffer.from(udpDatagram({ ...sample, payload })).readUInt16BE(26);
    const checksum = withPayload(Uint8Array.of(0, 0));
    expect(withPayload(Uint8Array.of(checksum >> 8, checksum & 255))).to.equal(0xffff);
  });

  it("is refused when it cannot be said in IPv4", () => {
    for (const address of ["::1", "256.0.0.1", "1.2.3", "localhost", ""]) {
      expect(() => udpDatagram({ ...sample, source: { address, port: 1 } })).to.throw(RangeError, "IPv4");
    }
    for (const port of [-1, 65_536, 1.5]) {
      expect(() => udpDatagram({ ...sample, destination: { address: "127.0.0.1", port } })).to.throw(
        RangeError,
        "port",
      );
    }
    expect(udpDatagram({ ...sample, payload: new Uint8Array(65_507) })).to.have.length(65_535);
    expect(() => udpDatagram({ ...sample, payload: new Uint8Array(65_508) })).to.throw(RangeError, "65507");
  });

  const headers: [keyof typeof LINKTYPE, string][] = [
    ["RAW", ""],
    ["IPV4", ""],
    ["NULL", "02000000"],
    ["NULL", "00000002"],
    ["LOOP", "00000002"],
    ["ETHERNET", "0000000000000000000000000800"],
    ["LINUX_SLL", "00000304000600000000000000000800"],
    ["LINUX_SLL2", "0800000000000001030400060000000000000000"],
  ];
  for (const [name, hex] of headers) {
    it(`is found behind the link-layer header of ${name} ${hex.slice(0, 8)}`, () => {
      const header = Buffer.from(hex, "hex");
      expect(parseUdp(Buffer.concat([header, udpDatagram(sample)]), LINKTYPE[name])).to.deep.equal({
        ...sample,
        payload: Buffer.from(sample.payload),
      });
      if (hex !== "") expect(codeOf(header.subarray(1), LINKTYPE[name])).to.equal("truncated");
    });
  }

  it("is read behind IPv4 options and before Ethernet padding", () => {
    const plain = Buffer.from(udpDatagram(sample));
    const packet = Buffer.concat([
      plain.subarray(0, 20),
      new Uint8Array(4),
      plain.subarray(20),
      new Uint8Array(9),
    ]);
    packet.writeUInt8(0x46, 0);
    packet.writeUInt16BE(plain.length + 4, 2);
    expect(Buffer.from(parseUdp(packet).payload).toString()).to.equal("hello");
  });

  const faults: [title: string, bytes: Uint8Array, code: string, linkType?: number][] = [
    ["nothing", new Uint8Array(0), "truncated"],
    ["half a header", udpDatagram(sample).subarray(0, 19), "truncated"],
    ["a packet that the recorder cut", udpDatagram(sample).subarray(0, -1), "truncated"],
    ["IPv6", changed((bytes) => bytes.writeUInt8(0x60, 0)), "not-ipv4"],
    ["ARP on Ethernet", Buffer.from("0000000000000000000000000806", "hex"), "not-ipv4", LINKTYPE.ETHERNET],
    ["TCP", changed((bytes) => bytes.writeUInt8(6, 9)), "not-udp"],
    ["a first fragment", changed((bytes) => bytes.writeUInt16BE(0x2000, 6)), "fragmented"],
    ["a later fragment", changed((bytes) => bytes.writeUInt16BE(1, 6)), "fragmented"],
    ["a header of four words", changed((bytes) => bytes.writeUInt8(0x44, 0)), "corrupt"],
    ["a total length inside the header", changed((bytes) => bytes.writeUInt16BE(19, 2)), "corrupt"],
    ["a UDP length over the packet's", changed((bytes) => bytes.writeUInt16BE(14, 24)), "corrupt"],
    ["a UDP length under its header's", changed((bytes) => bytes.writeUInt16BE(7, 24)), "corrupt"],
    ["no room for a UDP header", changed((bytes) => bytes.writeUInt16BE(27, 2)), "corrupt"],
    ["a link type of radio captures", udpDatagram(sample), "unsupported-link-type", 127],
  ];
  for (const [title, bytes, code, linkType] of faults) {
    it(`calls ${title} ${code}`, () => expect(codeOf(bytes, linkType)).to.equal(code));
  }

  it("answers any bytes with a datagram or a CaptureParseError", () => {
    const tails = fc.uint8Array({ maxLength: 60 });
    const bytes = fc.oneof(
      tails,
      tails.map((tail) => Buffer.concat([Uint8Array.of(0x45), tail])),
    );
    fc.assert(
      fc.property(bytes, fc.constantFrom(...Object.values(LINKTYPE)), (packet, linkType) => {
        expect(codeOf(packet, linkType)).to.be.a("string");
      }),
      { numRuns: 1000 },
    );
  });
});
