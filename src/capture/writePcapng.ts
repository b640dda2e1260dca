import { LINKTYPE } from "./linkType.ts";
import {
  BLOCK,
  BLOCK_FRAME_LENGTH,
  BYTE_ORDER_MAGIC,
  OPTION,
  paddingOf,
  SECRETS_TLS_KEY_LOG,
} from "./pcapngFormat.ts";
import { UDP_OVER_IPV4_OVERHEAD, type UdpDatagram, writeUdpDatagram } from "./udp.ts";

/**
 * The blocks of a pcapng file (draft-ietf-opsawg-pcapng), little-endian, each as its own bytes: a file is their
 * concatenation. Order: section header, interface description, decryption secrets, then packets; Wireshark uses
 * secrets only for the packets after them.
 */
export function sectionHeader(section: {
  readonly application: string;
  readonly comment?: string;
  readonly hardware?: string;
}): Uint8Array {
  const fixed = new Uint8Array(16);
  const view = new DataView(fixed.buffer);
  view.setUint32(0, BYTE_ORDER_MAGIC, true);
  view.setUint16(4, 1, true); // version 1.0
  view.setBigInt64(8, -1n, true); // section length not stated
  return block(BLOCK.sectionHeader, [
    fixed,
    ...textOption(OPTION.comment, section.comment),
    ...textOption(OPTION.sectionHardware, section.hardware),
    ...textOption(OPTION.sectionApplication, section.application),
    END_OF_OPTIONS,
  ]);
}

/**
 * Describes interface 0, the only one that `enhancedPacket` refers to: link type RAW by default, times in
 * nanoseconds.
 */
export function interfaceDescription(capture: {
  readonly name: string;
  readonly linkType?: number;
}): Uint8Array {
  const fixed = new Uint8Array(8);
  new DataView(fixed.buffer).setUint16(0, capture.linkType ?? LINKTYPE.RAW, true); // snapshot length 0: whole packets
  return block(BLOCK.interfaceDescription, [
    fixed,
    ...textOption(OPTION.interfaceName, capture.name),
    option(OPTION.interfaceTimeResolution, Uint8Array.of(9)),
    END_OF_OPTIONS,
  ]);
}

/** TLS secrets in NSS key-log format: anybody who has the file can decrypt the packets that follow. */
export function decryptionSecrets(keyLog: string): Uint8Array {
  const text = UTF8.encode(keyLog);
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  view.setUint32(0, SECRETS_TLS_KEY_LOG, true);
  view.setUint32(4, text.length, true);
  return block(BLOCK.decryptionSecrets, [head, text, new Uint8Array(paddingOf(text.length))]);
}

/** When a packet was seen, in nanoseconds since 1970, and a note for the reader. */
export interface PacketRemark {
  readonly timestampNs: bigint;
  readonly comment?: string;
}

/**
 * One packet on interface 0. `bytes` starts at that interface's link layer.
 * @throws RangeError when the comment is too long
 */
export function enhancedPacket(packet: PacketRemark & { readonly bytes: Uint8Array }): Uint8Array {
  const { written, view } = emptyPacketBlock(packet, packet.bytes.length);
  new Uint8Array(view.buffer, PACKET_START).set(packet.bytes);
  return written;
}

/**
 * The same as `enhancedPacket` with `writeUdpDatagram` inside, in one buffer: the recorder's hot path. Interface 0
 * must have link type RAW.
 * @throws RangeError as `enhancedPacket` and `writeUdpDatagram` do
 */
export function enhancedUdpPacket(packet: PacketRemark & UdpDatagram): Uint8Array {
  const { written, view } = emptyPacketBlock(packet, UDP_OVER_IPV4_OVERHEAD + packet.payload.length);
  writeUdpDatagram(packet, view, PACKET_START);
  return written;
}

const UTF8 = new TextEncoder();
const PACKET_START = 28;
const END_OF_OPTIONS = new Uint8Array(4);

function emptyPacketBlock({ timestampNs, comment }: PacketRemark, packetLength: number) {
  const options = comment === undefined ? [] : [...textOption(OPTION.comment, comment), END_OF_OPTIONS];
  const optionsAt = PACKET_START + packetLength + paddingOf(packetLength);
  const length = optionsAt + lengthOf(options) + 4;
  const written = new Uint8Array(length);
  const view = new DataView(written.buffer);
  view.setUint32(0, BLOCK.enhancedPacket, true);
  view.setUint32(4, length, true);
  view.setUint32(12, Number(timestampNs >> 32n), true);
  view.setUint32(16, Number(timestampNs & 0xffffffffn), true);
  view.setUint32(20, packetLength, true);
  view.setUint32(24, packetLength, true);
  place(written, options, optionsAt);
  view.setUint32(length - 4, length, true);
  return { written, view };
}

function block(type: number, parts: readonly Uint8Array[]): Uint8Array {
  const length = BLOCK_FRAME_LENGTH + lengthOf(parts);
  const written = new Uint8Array(length);
  const view = new DataView(written.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  place(written, parts, 8);
  view.setUint32(length - 4, length, true);
  return written;
}

function textOption(code: number, text: string | undefined): readonly Uint8Array[] {
  return text === undefined ? [] : [option(code, UTF8.encode(text))];
}

function option(code: number, value: Uint8Array): Uint8Array {
  if (value.length > 0xffff) throw new RangeError(`a pcapng option holds 65535 bytes, not ${value.length}`);
  const written = new Uint8Array(4 + value.length + paddingOf(value.length));
  const view = new DataView(written.buffer);
  view.setUint16(0, code, true);
  view.setUint16(2, value.length, true);
  written.set(value, 4);
  return written;
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function place(target: Uint8Array, parts: readonly Uint8Array[], start: number): void {
  let at = start;
  for (const part of parts) {
    target.set(part, at);
    at += part.length;
  }
}
