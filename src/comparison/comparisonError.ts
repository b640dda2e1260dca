/** What was asked of a comparison that it cannot do. */
export type ComparisonErrorCode = "NOT_SHA_256" | "UNSUPPORTED_BITS" | "NONCE_TOO_SHORT" | "BAD_RANGE";

/** The only error that this folder throws by itself. */
export class ComparisonError extends Error {
  override readonly name = "ComparisonError";
  readonly code: ComparisonErrorCode;

  constructor(code: ComparisonErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
