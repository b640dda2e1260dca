import { expect } from "chai";
import { LINKTYPE } from "../../src/capture/linkType.ts";
import {
  decryptionSecrets,
  enhancedPacket,
  enhancedUdpPacket,
  interfaceDescription,
  sectionHeader,
} from "../../src/capture/writePcapng.ts";
import { AnyPcapng } from "./anyPcapng.ts";
import { udpDatagram } from "./udpDatagram.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const little = new AnyPcapng("little");
const endOfOptions = new Uint8Array(4);

describe("writing pcapng", () => {
  it("writes a section header as the draft lays it out", () => {
    expect(sectionHeader({ application: "lab", comment: "why" })).to.deep.equal(
      Uint8Array.from(
        little.section(little.option(1, bytesOf("why")), little.option(4, bytesOf("lab")), endOfOptions),
      ),
    );
  });

  it("describes an interface with nanoseconds and whole packets", () => {
    const options = [little.option(2, bytesOf("network")), little.option(9, Uint8Array.of(9)), endOfOptions];
    expect(interfaceDescription({ name: "network", linkType: LINKTYPE.ETHERNET })).to.deep.equal(
      Uint8Array.from(little.interface(1, 0, ...options)),
    );
  });

  it("writes a packet with padding, and options only for a comment", () => {
    const packet = { timestampNs: (5n << 32n) + 7n, bytes: bytesOf("abcde") };
    expect(enhancedPacket(packet)).to.deep.equal(
      Uint8Array.from(little.enhanced(0, packet.timestampNs, packet.bytes)),
    );
    expect(enhancedPacket({ ...packet, comment: "é" })).to.deep.equal(
      Uint8Array.from(
        little.enhanced(0, packet.timestampNs, packet.bytes, little.option(1, bytesOf("é")), endOfOptions),
      ),
    );
  });

  it("writes a UDP packet the same way in one step", () => {
    const datagram = {
      source: { address: "127.0.0.1", port: 1 },
      destination: { address: "127.0.0.2", port: 2 },
      payload: bytesOf("abc"),
    };
    const remark = { timestampNs: 9n, comment: "alice → bob" };
    expect(enhancedUdpPacket({ ...remark, ...datagram })).to.deep.equal(
      enhancedPacket({ ...remark, bytes: udpDatagram(datagram) }),
    );
  });

  it("writes a key log as TLS secrets", () => {
    const text = bytesOf("CLIENT_RANDOM a b\n");
    const body = Buffer.concat([little.u32(0x544c534b, text.length), text, new Uint8Array(2)]);
    expect(decryptionSecrets("CLIENT_RANDOM a b\n")).to.deep.equal(Uint8Array.from(little.block(10, body)));
  });

  it("refuses a comment that no option can hold", () => {
    const packet = { timestampNs: 0n, bytes: new Uint8Array(0), comment: "x".repeat(65_536) };
    expect(() => enhancedPacket(packet)).to.throw(RangeError, "65535");
  });
});
