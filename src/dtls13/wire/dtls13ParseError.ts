import { DtlsParseError } from "../../dtls/wire/dtlsParseError.ts";

/** What is wrong with bytes that claim to be DTLS 1.3, beyond what ByteReader finds. */
export type Dtls13ParseErrorCode =
  | "unsupported-content-type"
  | "bad-version"
  | "length-too-large"
  | "ciphertext-too-short"
  | "unknown-connection-id"
  | "duplicate-extension"
  | "unknown-value";

/** Beside DtlsParseError (from ByteReader) the only error that the parsers of this folder throw. */
export class Dtls13ParseError extends Error {
  override readonly name = "Dtls13ParseError";
  readonly code: Dtls13ParseErrorCode;
  /** Bytes from the start of the parsed input. */
  readonly offset: number;

  constructor(code: Dtls13ParseErrorCode, offset: number, message: string) {
    super(`${message} (offset ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}

/** What came of bytes that may be malformed. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: DtlsParseError | Dtls13ParseError };

/** Runs a parser and catches its own errors. Any other error is a defect and passes through. */
export function parsed<T>(parse: () => T): Parsed<T> {
  try {
    return { ok: true, value: parse() };
  } catch (error) {
    if (error instanceof DtlsParseError || error instanceof Dtls13ParseError) {
      return { ok: false, refusal: error };
    }
    throw error;
  }
}
