import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { udpPacket } from "../../src/capture/packet.ts";
import { readPcapng } from "../../src/capture/readPcapng.ts";
import type { UdpDatagram } from "../../src/capture/udp.ts";
import {
  decryptionSecrets,
  enhancedUdpPacket,
  interfaceDescription,
  sectionHeader,
} from "../../src/capture/writePcapng.ts";
import { readPcap } from "./readPcap.ts";

// RFC 5769 section 2.1, as one datagram of the capture.
const STUN_REQUEST =
  "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff80290008932ff9b1" +
  "51263b36000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf";

const KEY_LOG = `CLIENT_RANDOM ${"ab".repeat(32)} ${"cd".repeat(48)}\n`;

const packets: readonly (UdpDatagram & { timestampNs: bigint; comment: string })[] = [
  { payload: Buffer.from(STUN_REQUEST, "hex"), comment: "alice → bob" },
  { payload: new TextEncoder().encode("odd"), comment: 'a "quoted" comment' },
  { payload: new Uint8Array(1200).fill(0xa5), comment: "bob → alice" },
  { payload: new Uint8Array(0), comment: "nothing inside" },
].map((packet, index) => ({
  ...packet,
  source: { address: "127.0.0.1", port: 50_000 + index },
  destination: { address: "127.0.0.2", port: 60_000 + index },
  timestampNs: 1_700_000_000_000_000_001n + BigInt(index) * 1_000_000_000n,
}));

const capture = Buffer.concat([
  sectionHeader({ application: "lab", comment: "a capture for Wireshark" }),
  interfaceDescription({ name: "network" }),
  decryptionSecrets(KEY_LOG),
  ...packets.map(enhancedUdpPacket),
]);

function installed(tool: string): boolean {
  try {
    execFileSync(tool, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("captures and other people's tools", () => {
  let directory = "";
  let file = "";

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "capture-"));
    file = join(directory, "ours.pcapng");
    writeFileSync(file, capture);
  });

  after(() => rmSync(directory, { recursive: true }));

  it("lets tshark read every packet, with good checksums, the same addresses, times and comments", function () {
    if (!installed("tshark")) this.skip(); // reason: Wireshark is not on this machine
    const fields = [
      ["frame.number", "frame.time_epoch", "frame.comment", "ip.src", "udp.srcport", "ip.dst", "udp.dstport"],
      ["ip.checksum.status", "udp.checksum.status", "udp.payload", "stun.att.username"],
    ].flat();
    const read = execFileSync(
      "tshark",
      [
        ["-n", "-r", file, "-T", "fields", "-E", "separator=|"],
        ["-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE"],
        fields.flatMap((field) => ["-e", field]),
      ].flat(),
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    );
    const expected = packets.map(({ timestampNs, comment, source, destination, payload }, index) => {
      const time = `${timestampNs / 1_000_000_000n}.${String(timestampNs % 1_000_000_000n).padStart(9, "0")}`;
      const good = "1"; // Wireshark's word for a checksum that it computed and found right
      const username = index === 0 ? "evtj:h6vY" : "";
      const ends = [source.address, source.port, destination.address, destination.port];
      return [index + 1, time, comment, ...ends, good, good, Buffer.from(payload).toString("hex"), username];
    });
    const lines = read.trimEnd().split("\n");
    expect(lines.map((line) => line.replaceAll("\\", ""))).to.deep.equal(
      expected.map((line) => line.join("|")),
    );
  });

  it("reads what editcap writes as pcapng, comments and secrets included", function () {
    if (!installed("editcap")) this.skip(); // reason: Wireshark is not on this machine
    const edited = join(directory, "edited.pcapng");
    execFileSync("editcap", ["-F", "pcapng", file, edited], { stdio: "ignore" });
    const blocks = [...readPcapng(readFileSync(edited))];
    expect(blocks.filter(({ kind }) => kind === "secrets")).to.deep.equal([
      { kind: "secrets", keyLog: KEY_LOG },
    ]);
    const read = blocks.flatMap((block) => (block.kind === "packet" ? [udpPacket(block)] : []));
    expect(
      read.map(({ number, timeNs, source, destination, comment, payload }) => ({
        number,
        timestampNs: timeNs,
        source,
        destination,
        comment,
        payload: Buffer.from(payload),
      })),
    ).to.deep.equal(
      packets.map((packet, index) => ({
        ...packet,
        number: index + 1,
        payload: Buffer.from(packet.payload),
      })),
    );
  });

  for (const [tool, format] of [
    ["editcap", ["-F", "pcap"]],
    ["editcap", ["-F", "nsecpcap"]],
    ["tcpdump", []],
  ] as const) {
    it(`reads the classic pcap that ${tool} ${format.join(" ")} writes`, function () {
      if (!installed(tool)) this.skip(); // reason: the tool is not on this machine
      const written = join(directory, `${tool}${format.join("")}.pcap`);
      const command = tool === "tcpdump" ? ["-r", file, "-w", written] : [...format, file, written];
      execFileSync(tool, command, { stdio: "ignore" });
      const read = [...readPcap(readFileSync(written))].map(udpPacket);
      expect(read.map(({ payload }) => Buffer.from(payload).toString("hex"))).to.deep.equal(
        packets.map(({ payload }) => Buffer.from(payload).toString("hex")),
      );
      expect(read.map(({ source, destination }) => [source, destination])).to.deep.equal(
        packets.map(({ source, destination }) => [source, destination]),
      );
      const precision = format[1] === "nsecpcap" ? 1n : 1000n;
      expect(read.map(({ timeNs }) => timeNs)).to.deep.equal(
        packets.map(({ timestampNs }) => (timestampNs / precision) * precision),
      );
    });
  }
});
