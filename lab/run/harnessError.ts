export type HarnessErrorCode =
  | "actor-died"
  | "actor-refused"
  /** An actor cannot do what the scenario asks of it: an attack returned something impossible. */
  | "actor-failed"
  | "actor-broke-protocol"
  | "deadline"
  | "interrupted"
  | "cannot-write"
  /** Where a run would be put there is something that the lab did not write. */
  | "not-ours";

/** The lab itself failed, so the run says nothing about WebRTC. The message names the actor and the step. */
export class HarnessError extends Error {
  override readonly name = "HarnessError";
  readonly code: HarnessErrorCode;
  constructor(code: HarnessErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
