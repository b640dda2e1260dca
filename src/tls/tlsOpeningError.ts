/** Why a recording stayed closed. Only "not-rsa-key-transport" says something good about its suite. */
export type TlsOpeningErrorCode =
  | "malformed"
  | "incomplete"
  | "not-rsa-key-transport"
  | "not-an-rsa-key"
  | "other-key"
  | "authentication-failed";

/** Thrown inside this folder; openWithRsaKey turns it into a result. */
export class TlsOpeningError extends Error {
  override readonly name = "TlsOpeningError";
  readonly code: TlsOpeningErrorCode;
  constructor(code: TlsOpeningErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
