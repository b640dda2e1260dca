/** What was asked of a comparison that it cannot do. */
export type ComparisonErrorCode = "not-sha-256" | "unsupported-bits" | "nonce-too-short" | "bad-range";

/** The only error that this folder throws by itself. */
export class ComparisonError extends Error {
  override readonly name = "ComparisonError";
  readonly code: ComparisonErrorCode;

  constructor(code: ComparisonErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
