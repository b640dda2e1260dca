/** Numbers of draft-ietf-opsawg-pcapng that the writer and the reader share. */

export const BLOCK = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  simplePacket: 3,
  enhancedPacket: 6,
  decryptionSecrets: 10,
} as const;

/** In the section header, in the byte order of the machine that wrote it. */
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

export const OPTION = {
  end: 0,
  comment: 1,
  sectionHardware: 2,
  sectionApplication: 4,
  interfaceName: 2,
  interfaceTimeResolution: 9,
  interfaceTimeOffset: 14,
} as const;

/** "TLSK": an NSS key log. */
export const SECRETS_TLS_KEY_LOG = 0x544c534b;

/** Bytes of a block around its body: type, length, and the length again at its end. */
export const BLOCK_FRAME_LENGTH = 12;

/** Bytes that bring `length` to the next multiple of four. */
export function paddingOf(length: number): number {
  return -length & 3;
}
