/**
 * "refused": a process could not do what it was told. "ended": it is gone. "protocol": it told something else. "deadline":
 * what was waited for did not come. "content": what came is not what was sent.
 */
export type ConformanceErrorCode = "refused" | "ended" | "protocol" | "deadline" | "content";

/** Why a call of the table failed. */
export class ConformanceError extends Error {
  override readonly name = "ConformanceError";
  readonly code: ConformanceErrorCode;
  constructor(code: ConformanceErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
