/** What is wrong with bytes that claim to be DTLS. */
export type DtlsParseCode =
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
  readonly code: DtlsParseCode;
  readonly offset: number;

  constructor(code: DtlsParseCode, message: string, offset: number) {
    super(`${message} (offset ${offset})`);
    this.name = "DtlsParseError";
    this.code = code;
    this.offset = offset;
  }
}
