import { CaptureParseError } from "./captureParseError.ts";
import type { PacketBlock } from "./packet.ts";
import { OPTION, paddingOf } from "./pcapngFormat.ts";
import { type BlockBody, firstOption, requireBytes, textOf } from "./pcapngOptions.ts";

/** An interface that packets were captured on. */
export interface CaptureInterface {
  readonly name?: string;
  readonly linkType: number;
  /** 0: packets were not cut. */
  readonly snapshotLength: number;
  readonly ticksPerSecond: bigint;
  readonly offsetSeconds: bigint;
}

/** The texts of a section header. @throws CaptureParseError "corrupt" or "unsupported-version" */
export function parseSection(body: BlockBody): { comment?: string; application?: string; hardware?: string } {
  requireBytes(body, 16);
  const major = body.view.getUint16(body.start + 4, body.littleEndian);
  if (major !== 1) {
    throw new CaptureParseError(
      "unsupported-version",
      body.offset,
      `pcapng version ${major} is not supported, only 1`,
    );
  }
  const comment = textOf(body, 16, OPTION.comment);
  const application = textOf(body, 16, OPTION.sectionApplication);
  const hardware = textOf(body, 16, OPTION.sectionHardware);
  return {
    ...(comment === undefined ? {} : { comment }),
    ...(application === undefined ? {} : { application }),
    ...(hardware === undefined ? {} : { hardware }),
  };
}

/** An interface description. @throws CaptureParseError "corrupt" */
export function parseInterface(body: BlockBody): CaptureInterface {
  requireBytes(body, 8);
  const { view, start, littleEndian } = body;
  const name = textOf(body, 8, OPTION.interfaceName);
  const resolution = firstOption(body, 8, OPTION.interfaceTimeResolution, 1);
  const offset = firstOption(body, 8, OPTION.interfaceTimeOffset, 8);
  return {
    ...(name === undefined ? {} : { name }),
    linkType: view.getUint16(start, littleEndian),
    snapshotLength: view.getUint32(start + 4, littleEndian),
    ticksPerSecond: resolution === undefined ? 1_000_000n : ticksPerSecond(view.getUint8(resolution)),
    offsetSeconds: offset === undefined ? 0n : view.getBigInt64(offset, littleEndian),
  };
}

/**
 * An Enhanced or a Simple Packet Block; a Simple one belongs to interface 0 and has no time.
 * @throws CaptureParseError "corrupt"
 */
export function parsePacket(
  form: "enhanced" | "simple",
  body: BlockBody,
  interfaces: readonly CaptureInterface[],
  number: number,
): PacketBlock {
  const { view, start, end, littleEndian, offset } = body;
  const enhanced = form === "enhanced";
  const headerLength = enhanced ? 20 : 4;
  requireBytes(body, headerLength);
  const interfaceId = enhanced ? view.getUint32(start, littleEndian) : 0;
  const captured = interfaces[interfaceId];
  if (captured === undefined) {
    throw new CaptureParseError(
      "corrupt",
      offset,
      `packet ${number} is on interface ${interfaceId}, which no block describes`,
    );
  }
  const originalLength = view.getUint32(start + headerLength - 4, littleEndian);
  const { snapshotLength } = captured;
  const length = enhanced
    ? view.getUint32(start + 12, littleEndian)
    : Math.min(originalLength, snapshotLength === 0 ? originalLength : snapshotLength);
  if (length > end - start - headerLength) {
    throw new CaptureParseError(
      "corrupt",
      offset,
      `packet ${number} claims ${length} bytes, more than its block has`,
    );
  }
  const timeNs = enhanced
    ? nanoseconds(view.getUint32(start + 4, littleEndian), view.getUint32(start + 8, littleEndian), captured)
    : 0n;
  const { linkType } = captured;
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start + headerLength, length);
  const optionsAt = headerLength + length + paddingOf(length);
  const comment = enhanced && start + optionsAt < end ? textOf(body, optionsAt, OPTION.comment) : undefined;
  return comment === undefined
    ? { kind: "packet", number, timeNs, linkType, bytes, originalLength }
    : { kind: "packet", number, timeNs, linkType, bytes, originalLength, comment };
}

/** Decryption secrets, as text. @throws CaptureParseError "corrupt" */
export function parseSecrets(body: BlockBody): { readonly type: number; readonly text: string } {
  requireBytes(body, 8);
  const { view, start, littleEndian } = body;
  const length = view.getUint32(start + 4, littleEndian);
  requireBytes(body, 8 + length);
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start + 8, length);
  return {
    type: view.getUint32(start, littleEndian),
    text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
  };
}

function ticksPerSecond(resolution: number): bigint {
  const exponent = BigInt(resolution & 0x7f);
  return (resolution & 0x80) === 0 ? 10n ** exponent : 2n ** exponent;
}

const NANOSECONDS = 1_000_000_000n;

function nanoseconds(high: number, low: number, captured: CaptureInterface): bigint {
  const ticks = (BigInt(high) << 32n) | BigInt(low);
  const { ticksPerSecond, offsetSeconds } = captured;
  const sinceOffset = ticksPerSecond === NANOSECONDS ? ticks : (ticks * NANOSECONDS) / ticksPerSecond;
  return offsetSeconds === 0n ? sinceOffset : sinceOffset + offsetSeconds * NANOSECONDS;
}
