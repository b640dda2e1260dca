import { CaptureParseError } from "./captureParseError.ts";
import { foreignFileAdvice } from "./foreignFile.ts";
import type { PacketBlock } from "./packet.ts";
import {
  type CaptureInterface,
  parseInterface,
  parsePacket,
  parseSecrets,
  parseSection,
} from "./pcapngBlocks.ts";
import { BLOCK, BLOCK_FRAME_LENGTH, BYTE_ORDER_MAGIC, SECRETS_TLS_KEY_LOG } from "./pcapngFormat.ts";
import { RecordSplitter } from "./recordSplitter.ts";

export interface SectionBlock {
  readonly kind: "section";
  readonly comment?: string;
  readonly application?: string;
  readonly hardware?: string;
}

export interface InterfaceBlock extends CaptureInterface {
  readonly kind: "interface";
}

/** A TLS key log inside the capture. Blocks with other kinds of secrets are skipped. */
export interface SecretsBlock {
  readonly kind: "secrets";
  readonly keyLog: string;
}

export type PcapngBlock = SectionBlock | InterfaceBlock | PacketBlock | SecretsBlock;

/**
 * Reads a pcapng file (draft-ietf-opsawg-pcapng) in chunks of any size, in either byte order, with several sections
 * and interfaces. Blocks come out in file order; unknown ones are skipped (so is the obsolete Packet Block, type 2).
 * Memory is bounded by one block: at most MAX_RECORD_LENGTH. Packet bytes are views of the pushed chunks, which
 * must not be overwritten while the packets are in use.
 *
 * A capture proves nothing by itself: anybody who can write the file can invent its packets.
 */
export class PcapngReader {
  #littleEndian = true;
  #interfaces: CaptureInterface[] | undefined; // undefined before the first section header
  #packets = 0;
  readonly #splitter = new RecordSplitter<PcapngBlock>({
    unit: "block",
    requireStart: (head) => {
      if (!SECTION_HEADER_TYPE.every((byte, index) => (head[index] ?? byte) === byte))
        throw new CaptureParseError("not-pcapng", 0, foreignFileAdvice(head, "pcapng"));
    },
    headerLength: BLOCK_FRAME_LENGTH,
    lengthOf: (view, start) => this.#blockLength(view, start),
    parse: (view, start, end) => this.#parseBlock(view, start, end),
  });

  /**
   * The blocks that this chunk completes. Blocks before a fault are delivered first, then every call throws it.
   * @throws CaptureParseError "not-pcapng", "unsupported-version", "corrupt" or "too-large"
   */
  push(chunk: Uint8Array): PcapngBlock[] {
    return this.#splitter.push(chunk);
  }

  /**
   * States that the file is complete.
   * @throws CaptureParseError "empty", "truncated" or "not-pcapng", or an earlier fault
   */
  end(): void {
    this.#splitter.end();
  }

  #blockLength(view: DataView, start: number): number {
    const { offset } = this.#splitter;
    if (view.getUint32(start) === BLOCK.sectionHeader) {
      this.#littleEndian = sectionIsLittleEndian(view.getUint32(start + 8), offset);
    } else if (this.#interfaces === undefined) {
      const head = new Uint8Array(view.buffer, view.byteOffset + start, BLOCK_FRAME_LENGTH);
      throw new CaptureParseError("not-pcapng", offset, foreignFileAdvice(head, "pcapng"));
    }
    const length = view.getUint32(start + 4, this.#littleEndian);
    if (length < BLOCK_FRAME_LENGTH || length % 4 !== 0) {
      throw new CaptureParseError("corrupt", offset, `a block cannot be ${length} bytes long`);
    }
    return length;
  }

  #parseBlock(view: DataView, start: number, end: number): PcapngBlock | undefined {
    const { offset } = this.#splitter;
    const littleEndian = this.#littleEndian;
    const length = end - start;
    const repeated = view.getUint32(end - 4, littleEndian);
    if (repeated !== length) {
      throw new CaptureParseError("corrupt", offset, `a block of ${length} bytes ends as one of ${repeated}`);
    }
    const body = { view, start: start + 8, end: end - 4, littleEndian, offset };
    switch (view.getUint32(start, littleEndian)) {
      case BLOCK.sectionHeader:
        this.#interfaces = [];
        return { kind: "section", ...parseSection(body) };
      case BLOCK.interfaceDescription:
        return { kind: "interface", ...this.#addInterface(parseInterface(body), offset) };
      case BLOCK.enhancedPacket:
        return parsePacket("enhanced", body, this.#interfaces ?? [], ++this.#packets);
      case BLOCK.simplePacket:
        return parsePacket("simple", body, this.#interfaces ?? [], ++this.#packets);
      case BLOCK.decryptionSecrets: {
        const { type, text } = parseSecrets(body);
        return type === SECRETS_TLS_KEY_LOG ? { kind: "secrets", keyLog: text } : undefined;
      }
      default:
        return undefined;
    }
  }

  #addInterface(description: CaptureInterface, offset: number): CaptureInterface {
    const interfaces = this.#interfaces ?? [];
    if (interfaces.length === MAX_INTERFACES) {
      throw new CaptureParseError("too-large", offset, `more than ${MAX_INTERFACES} interfaces in a section`);
    }
    interfaces.push(description);
    return description;
  }
}

/**
 * The blocks of a whole file in memory, lazily.
 * @throws CaptureParseError as PcapngReader does, after the blocks before the fault
 */
export function* readPcapng(bytes: Uint8Array): Generator<PcapngBlock, void, undefined> {
  const reader = new PcapngReader();
  for (let at = 0; at < bytes.length; at += SLICE) yield* reader.push(bytes.subarray(at, at + SLICE));
  reader.end();
}

const MAX_INTERFACES = 4096;
const SLICE = 64 * 1024; // bounds the list of parsed blocks that exists at once
const SECTION_HEADER_TYPE = [0x0a, 0x0d, 0x0d, 0x0a];

function sectionIsLittleEndian(magicAsBigEndian: number, offset: number): boolean {
  if (magicAsBigEndian === BYTE_ORDER_MAGIC) return false;
  if (magicAsBigEndian === 0x4d3c2b1a) return true;
  throw new CaptureParseError(
    offset === 0 ? "not-pcapng" : "corrupt",
    offset,
    "a section header without the byte-order magic: not a pcapng file, or one that was transferred as text",
  );
}
