export type CaptureParseErrorCode =
  | "empty" // no bytes at all
  | "not-pcapng"
  | "not-pcap"
  | "unsupported-version"
  | "truncated" // ends inside a block, record or packet
  | "corrupt" // lengths or references contradict each other
  | "too-large" // a record or a count over the bound
  | "unsupported-link-type"
  | "not-ipv4"
  | "not-udp"
  | "fragmented"; // an IPv4 fragment; its UDP datagram is not whole

/**
 * A capture file, or one packet in it, that cannot be read. `offset` counts bytes from the start of
 * the file for the file readers, and from the start of the packet for `parseUdp`.
 */
export class CaptureParseError extends Error {
  override readonly name = "CaptureParseError";
  readonly code: CaptureParseErrorCode;
  readonly offset: number;

  constructor(code: CaptureParseErrorCode, offset: number, message: string) {
    super(`${message} (at byte ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}
