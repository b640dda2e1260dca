import type { PacketBlock } from "../../src/capture/packet.ts";
import { PcapReader } from "../../src/capture/pcap.ts";
import { PcapngReader } from "../../src/capture/readPcapng.ts";

/** A program that writes what the kernel shows of loopback to its standard output, as it comes. */
export interface CaptureProgram {
  readonly name: string;
  readonly arguments: readonly string[];
  /** What it writes to its standard error once it sees every packet. */
  readonly ready: RegExp;
  /** Its own count, at the end, of packets that came too fast for it. */
  readonly dropped: RegExp;
  /** Parses what it writes. @throws CaptureParseError */
  reader(): (chunk: Uint8Array) => PacketBlock[];
}

/** What is sent to any address of this machine crosses loopback: the actors' own, and that of a browser's sockets. */
const FILTER = "ip and udp";

/**
 * In the order in which they are tried. dumpcap hands packets over in batches, a quarter of a second late. tcpdump at
 * once, into a buffer with one place of the snapshot length for each packet: more than any datagram of WebRTC needs.
 */
export const CAPTURE_PROGRAMS: readonly CaptureProgram[] = [
  {
    name: "tcpdump",
    arguments: [
      ...["-i", "lo", "-n", "-w", "-", "-U", "--immediate-mode", "-B", "32768", "-s", "4096"],
      ...["--time-stamp-precision=nano", FILTER],
    ],
    ready: /listening on lo/,
    dropped: /(\d+) packets? dropped by kernel/,
    reader: () => {
      const reader = new PcapReader();
      return (chunk) => reader.push(chunk);
    },
  },
  {
    name: "dumpcap",
    arguments: ["-i", "lo", "-q", "-w", "-", "-B", "16", "-f", FILTER],
    ready: /^File: /m,
    dropped: /received\/dropped on interface .*: \d+\/(\d+)/,
    reader: () => {
      const reader = new PcapngReader();
      return (chunk) => reader.push(chunk).flatMap((block) => (block.kind === "packet" ? block : []));
    },
  },
];
