/** What is wrong with bytes that claim to be DTLS. */
export type DtlsParseErrorCode =
  | "truncated"
  | "trailing-bytes"
  | "unsupported-content-type"
  | "bad-version"
  | "length-too-large"
  | "fragment-out-of-range"
  | "odd-length"
  | "duplicate-extension"
  | "unsupported-curve-type";

/** The only error that the parsers of this folder throw. `offset` counts bytes from the start of the parsed input. */
export class DtlsParseError extends Error {
  override readonly name = "DtlsParseError";
  readonly code: DtlsParseErrorCode;
  readonly offset: number;

  constructor(code: DtlsParseErrorCode, offset: number, message: string) {
    super(`${message} (at byte ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}
