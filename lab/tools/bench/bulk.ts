/** What the bench's peers send in bulk, and how. */
export const BULK = {
  channel: "bulk",
  acknowledgements: "acknowledgements",
  bytes: 32 * 2 ** 20,
  messageBytes: 64 * 2 ** 10,
  /** Messages under way at a time: 512 KiB, which the kernel's socket buffers hold. */
  window: 8,
} as const;
