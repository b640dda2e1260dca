import { CaptureParseError } from "./captureParseError.ts";
import { BLOCK, BLOCK_FRAME_LENGTH, BYTE_ORDER_MAGIC } from "./pcapngFormat.ts";
import { decryptionSecrets } from "./writePcapng.ts";

/**
 * A capture with a key log (NSS format) inside it, before its first packet: Wireshark opens it decrypted. All other
 * bytes stay as they are. Only for little-endian captures, as our recorder writes them, and for their first
 * section. Anybody who has the result can read the content.
 * @throws CaptureParseError "not-pcapng", "truncated" or "corrupt" up to the first packet; the rest is not read
 */
export function withSecrets(capture: Uint8Array, keyLog: string): Uint8Array {
  const at = firstPacket(capture);
  return Buffer.concat([capture.subarray(0, at), decryptionSecrets(keyLog), capture.subarray(at)]);
}

/** The offset of the first packet's block; the end of the capture when there is none. */
function firstPacket(capture: Uint8Array): number {
  const view = new DataView(capture.buffer, capture.byteOffset, capture.byteLength);
  const isSection = capture.length >= BLOCK_FRAME_LENGTH && view.getUint32(0, true) === BLOCK.sectionHeader;
  if (!isSection || view.getUint32(8, true) !== BYTE_ORDER_MAGIC)
    throw new CaptureParseError("not-pcapng", 0, "this is not a little-endian pcapng file");
  let at = 0;
  while (at < capture.length) {
    if (capture.length - at < BLOCK_FRAME_LENGTH)
      throw new CaptureParseError("truncated", at, "the file ends inside a block");
    const type = view.getUint32(at, true);
    if (type === BLOCK.enhancedPacket || type === BLOCK.simplePacket) return at;
    const length = view.getUint32(at + 4, true);
    if (length < BLOCK_FRAME_LENGTH || length % 4 !== 0)
      throw new CaptureParseError("corrupt", at, `a block cannot be ${length} bytes long`);
    if (length > capture.length - at)
      throw new CaptureParseError("truncated", at, "the file ends inside a block");
    at += length;
  }
  return at;
}
