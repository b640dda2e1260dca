/** What the bench's peers send in bulk, and how. */
export const BULK = {
  channel: "bulk",
  acknowledgements: "acknowledgements",
  bytes: 32 * 2 ** 20,
  messageBytes: 64 * 2 ** 10,
  /** Messages under way at a time. Without a window they would overflow the kernel's buffers, and SCTP would back off. */
  window: 2,
} as const;
