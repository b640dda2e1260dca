export type StunParseErrorCode =
  | "not-stun" // first byte or magic cookie say so
  | "bad-length" // the header's length is not that of the datagram
  | "bad-attribute"; // an attribute that leaves the message, or whose value cannot be what its type says

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
