import { CaptureParseError } from "./captureParseError.ts";
import { foreignFileAdvice } from "./foreignFile.ts";
import type { PacketBlock } from "./packet.ts";
import { MAX_BLOCK_LENGTH } from "./readPcapng.ts";
import { RecordSplitter } from "./recordSplitter.ts";

/**
 * Reads a classic pcap file (draft-ietf-opsawg-pcap), which is all that `tcpdump -w` writes: the kernel's view of
 * loopback, held against our own recording. Chunks, views and faults as in PcapngReader; either byte order,
 * microseconds or nanoseconds.
 */
export class PcapReader {
  #file: FileHeader | undefined;
  #packets = 0;
  readonly #splitter = new RecordSplitter<PacketBlock>({
    headerLength: RECORD_HEADER_LENGTH,
    lengthOf: (view, start) =>
      this.#file === undefined ? FILE_HEADER_LENGTH : this.#recordLength(view, start, this.#file),
    parse: (view, start, end) => this.#parse(view, start, end),
  });

  /** The packets that this chunk completes. Throws CaptureParseError: `not-pcap`, `unsupported-version`, `too-large`. */
  push(chunk: Uint8Array): PacketBlock[] {
    return this.#splitter.push(chunk);
  }

  /** Says that the file is complete. Throws CaptureParseError: `empty`, `truncated`, `not-pcap`, or an earlier fault. */
  end(): void {
    this.#splitter.throwFault();
    const { offset, unfinished } = this.#splitter;
    if (unfinished.length === 0) {
      if (offset === 0)
        throw new CaptureParseError("empty", 0, "the capture is empty: nothing was recorded into it");
      return;
    }
    if (offset === 0 && unfinished.length >= 4) {
      requireMagic(new DataView(unfinished.buffer, unfinished.byteOffset, unfinished.length), 0);
    }
    throw new CaptureParseError(
      "truncated",
      offset,
      `the file ends inside a record, ${unfinished.length} bytes after its start: the recorder was cut off`,
    );
  }

  #recordLength(view: DataView, start: number, file: FileHeader): number {
    const length = RECORD_HEADER_LENGTH + view.getUint32(start + 8, file.littleEndian);
    if (length > MAX_BLOCK_LENGTH) {
      throw new CaptureParseError(
        "too-large",
        this.#splitter.offset,
        `a record of ${length} bytes; the limit is ${MAX_BLOCK_LENGTH}`,
      );
    }
    return length;
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

/** The packets of a whole file in memory, lazily. Throws as PcapReader does, after the packets before the fault. */
export function* readPcap(bytes: Uint8Array): Generator<PacketBlock, void, undefined> {
  const reader = new PcapReader();
  for (let at = 0; at < bytes.length; at += SLICE) yield* reader.push(bytes.subarray(at, at + SLICE));
  reader.end();
}

/** The same for a file that is read as a stream. */
export async function* streamPcap(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<PacketBlock, void, undefined> {
  const reader = new PcapReader();
  for await (const chunk of chunks) yield* reader.push(chunk);
  reader.end();
}

interface FileHeader {
  readonly littleEndian: boolean;
  readonly nanosecondsPerTick: bigint;
  readonly linkType: number;
}

const FILE_HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
const SLICE = 64 * 1024;
const MICROSECOND_MAGIC = 0xa1b2c3d4;
const NANOSECOND_MAGIC = 0xa1b23c4d;

function parseFileHeader(view: DataView, start: number): FileHeader {
  const { littleEndian, magic } = requireMagic(view, start);
  const major = view.getUint16(start + 4, littleEndian);
  if (major !== 2)
    throw new CaptureParseError("unsupported-version", 4, `pcap version ${major} is not known here, only 2`);
  return {
    littleEndian,
    nanosecondsPerTick: magic === NANOSECOND_MAGIC ? 1n : 1000n,
    linkType: view.getUint32(start + 20, littleEndian) & 0xffff, // the upper half tells of frame check sequences
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
