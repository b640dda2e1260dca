import { CaptureParseError } from "./captureParseError.ts";
import { foreignFileAdvice } from "./foreignFile.ts";
import type { PacketBlock } from "./packet.ts";
import { RecordSplitter } from "./recordSplitter.ts";

/**
 * Reads a classic pcap file (draft-ietf-opsawg-pcap), the only format that `tcpdump -w` writes: the kernel's view of
 * loopback, which is compared with our own recording. Chunks, views and faults are as in PcapngReader. Either byte
 * order, microseconds or nanoseconds.
 */
export class PcapReader {
  #file: FileHeader | undefined;
  #packets = 0;
  readonly #splitter = new RecordSplitter<PacketBlock>({
    unit: "record",
    requireStart: (head) => {
      if (head.length >= MAGIC_LENGTH)
        requireMagic(new DataView(head.buffer, head.byteOffset, head.length), 0);
    },
    headerLength: RECORD_HEADER_LENGTH,
    lengthOf: (view, start) =>
      this.#file === undefined
        ? FILE_HEADER_LENGTH
        : RECORD_HEADER_LENGTH + view.getUint32(start + 8, this.#file.littleEndian),
    parse: (view, start, end) => this.#parse(view, start, end),
  });

  /**
   * The packets that this chunk completes.
   * @throws CaptureParseError "not-pcap", "unsupported-version" or "too-large"
   */
  push(chunk: Uint8Array): PacketBlock[] {
    return this.#splitter.push(chunk);
  }

  /**
   * States that the file is complete.
   * @throws CaptureParseError "empty", "truncated" or "not-pcap", or an earlier fault
   */
  end(): void {
    this.#splitter.end();
  }

  #parse(view: DataView, start: number, end: number): PacketBlock | undefined {
    if (this.#file === undefined) {
      this.#file = parseFileHeader(view, start);
      return undefined;
    }
    const { littleEndian, nanosecondsPerTick, linkType } = this.#file;
    const seconds = BigInt(view.getUint32(start, littleEndian));
    const ticks = BigInt(view.getUint32(start + 4, littleEndian));
    const from = start + RECORD_HEADER_LENGTH;
    return {
      kind: "packet",
      number: ++this.#packets,
      timeNs: seconds * 1_000_000_000n + ticks * nanosecondsPerTick,
      linkType,
      bytes: new Uint8Array(view.buffer, view.byteOffset + from, end - from),
      originalLength: view.getUint32(start + 12, littleEndian),
    };
  }
}

interface FileHeader {
  readonly littleEndian: boolean;
  readonly nanosecondsPerTick: bigint;
  readonly linkType: number;
}

const FILE_HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
const MAGIC_LENGTH = 4;
const MICROSECOND_MAGIC = 0xa1b2c3d4;
const NANOSECOND_MAGIC = 0xa1b23c4d;

function parseFileHeader(view: DataView, start: number): FileHeader {
  const { littleEndian, magic } = requireMagic(view, start);
  const major = view.getUint16(start + 4, littleEndian);
  if (major !== 2)
    throw new CaptureParseError("unsupported-version", 4, `pcap version ${major} is not supported, only 2`);
  return {
    littleEndian,
    nanosecondsPerTick: magic === NANOSECOND_MAGIC ? 1n : 1000n,
    linkType: view.getUint32(start + 20, littleEndian) & 0xffff, // the upper half describes frame check sequences
  };
}

function requireMagic(view: DataView, start: number) {
  for (const littleEndian of [true, false]) {
    const magic = view.getUint32(start, littleEndian);
    if (magic === MICROSECOND_MAGIC || magic === NANOSECOND_MAGIC) return { littleEndian, magic };
  }
  throw new CaptureParseError(
    "not-pcap",
    0,
    foreignFileAdvice(new Uint8Array(view.buffer, view.byteOffset + start, 4), "pcap"),
  );
}
