import { type FieldElement, fromBlock, multiply, ZERO } from "./gf128.ts";

/** What GHASH reads of one AES-GCM encryption, in its order: additional data, ciphertext, both lengths (NIST SP 800-38D §7.1). */
export function ghashBlocks(additionalData: Uint8Array, ciphertext: Uint8Array): FieldElement[] {
  const lengths = Buffer.alloc(16);
  lengths.writeBigUInt64BE(BigInt(additionalData.length) * 8n, 0);
  lengths.writeBigUInt64BE(BigInt(ciphertext.length) * 8n, 8);
  return [...blocksOf(additionalData), ...blocksOf(ciphertext), fromBlock(lengths)];
}

/** GHASH under the hash key (NIST SP 800-38D §6.4). The tag is this plus a mask that depends on the nonce alone. */
export function ghash(hashKey: FieldElement, blocks: readonly FieldElement[]): FieldElement {
  return blocks.reduce((hash, block) => multiply(hash ^ block, hashKey), ZERO);
}

function blocksOf(bytes: Uint8Array): FieldElement[] {
  return Array.from({ length: Math.ceil(bytes.length / 16) }, (_, index) =>
    fromBlock(bytes.subarray(16 * index, 16 * index + 16)),
  );
}
