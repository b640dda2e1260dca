/** What floor.ts sends through floorRelay.ts. */
export const FLOOR = {
  bytes: 1200,
  key: Buffer.alloc(16, 1),
  nonce: Buffer.alloc(12, 2),
  warmUp: 5_000,
  datagrams: 20_000,
  window: 64,
} as const;
