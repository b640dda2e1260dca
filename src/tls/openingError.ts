/** Why a recording stayed closed. Only "not-rsa-key-transport" says something good about its suite. */
export type RsaOpeningFailure =
  | "malformed"
  | "incomplete"
  | "not-rsa-key-transport"
  | "not-an-rsa-key"
  | "other-key"
  | "authentication-failed";

/** Thrown inside this folder; openWithRsaKey turns it into a result. */
export class OpeningError extends Error {
  override readonly name = "OpeningError";
  readonly code: RsaOpeningFailure;
  constructor(code: RsaOpeningFailure, message: string) {
    super(message);
    this.code = code;
  }
}
