/** Why a recording could not be opened. Only "not-rsa-key-transport" speaks for the security of its suite. */
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
