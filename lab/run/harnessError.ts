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
  /** The actor's whole error, with its stack, where there is one. From a process under attack: escape it. */
  readonly detail: string | undefined;
  constructor(code: HarnessErrorCode, message: string, detail?: string) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}
