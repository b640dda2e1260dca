import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { enhancedUdpPacket, interfaceDescription, sectionHeader } from "../../src/capture/writePcapng.ts";
import { PPID } from "../../src/sctp/dataChannel.ts";
import { rewriteData } from "../../src/sctp/rewrite.ts";
import { bytesOf, data, packet } from "./packets.ts";
import { serialiseDcep } from "./serialise.ts";

const SCTP_OVER_UDP = 9899; // RFC 6951: a way to show tshark SCTP without DTLS around it

describe("SCTP packets and other people's tools", () => {
  let directory = "";

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "sctp-"));
  });

  after(() => rmSync(directory, { recursive: true }));

  it("lets tshark find good checksums, the label, and the content that was put in", function () {
    try {
      execFileSync("tshark", ["--version"], { stdio: "ignore" });
    } catch {
      this.skip(); // reason: Wireshark is not on this machine
    }
    const open = serialiseDcep({
      kind: "open",
      label: "chat",
      protocol: "",
      ordered: false,
      reliability: { kind: "max-retransmits", retransmits: 3 },
      priority: 0,
    });
    const packets = [
      packet(data({ tsn: 1, streamId: 2, ppid: PPID.DCEP, payload: open })),
      rewriteData(packet(data({ tsn: 2, streamId: 2 })), () => ({ content: bytesOf("something longer") })) ??
        new Uint8Array(),
      packet(data({ tsn: 3, streamId: 2 })).with(-1, 1),
    ];
    const end = { address: "127.0.0.1", port: SCTP_OVER_UDP };
    const file = join(directory, "sctp.pcapng");
    const blocks = packets.map((payload) =>
      enhancedUdpPacket({ source: end, destination: end, payload, timestampNs: 0n }),
    );
    const head = [sectionHeader({ application: "lab" }), interfaceDescription({ name: "sctp" })];
    writeFileSync(file, Buffer.concat([...head, ...blocks]));
    const fields = [
      "sctp.checksum.status",
      "sctp.data_tsn_raw",
      "sctp.data_sid",
      "rtcdc.label",
      "rtcdc.reliability_parameter",
      "data.data",
    ];
    const read = execFileSync(
      "tshark",
      [
        ["-n", "-r", file, "-T", "fields", "-E", "separator=|", "-o", "sctp.checksum:CRC 32c"],
        ["-d", `udp.port==${SCTP_OVER_UDP},sctp`],
        fields.flatMap((field) => ["-e", field]),
      ].flat(),
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    );
    expect(read.trimEnd().split("\n")).to.deep.equal([
      "1|1|0x0002|chat|3|",
      `1|2|0x0002|||${Buffer.from("something longer").toString("hex")}`,
      `0|3|0x0002|||${Buffer.from("hello").toString("hex")}`,
    ]);
  });
});
