export type StunParseErrorCode =
  | "not-stun" // by its first byte or the missing magic cookie
  | "bad-length" // the header's length is not that of the datagram
  | "bad-attribute"; // an attribute that extends beyond the message, or whose value does not fit its type

/** A datagram that is not a well-formed STUN message. `offset` counts from its start. */
export class StunParseError extends Error {
  override readonly name = "StunParseError";
  readonly code: StunParseErrorCode;
  readonly offset: number;

  constructor(code: StunParseErrorCode, offset: number, message: string) {
    super(`${message} (at byte ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}
