export type SctpParseErrorCode =
  | "truncated" // ends inside a header or a chunk
  | "bad-chunk-length" // a chunk shorter than its own fixed part
  | "bad-dcep"; // a data-channel establishment message that is not one

/** Bytes that are not SCTP, or not DCEP. `offset` counts from the start of the packet (or DCEP message). */
export class SctpParseError extends Error {
  override readonly name = "SctpParseError";
  readonly code: SctpParseErrorCode;
  readonly offset: number;

  constructor(code: SctpParseErrorCode, offset: number, message: string) {
    super(`${message} (at byte ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}
