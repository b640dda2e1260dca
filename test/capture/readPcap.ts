import type { PacketBlock } from "../../src/capture/packet.ts";
import { PcapReader } from "../../src/capture/pcap.ts";

/** The packets of a whole file, lazily. @throws CaptureParseError as PcapReader does, after the packets before the fault */
export function* readPcap(bytes: Uint8Array): Generator<PacketBlock, void, undefined> {
  const reader = new PcapReader();
  yield* reader.push(bytes);
  reader.end();
}
