/** What a description, or one of its lines, did wrong. */
export type SdpErrorCode =
  | "DESCRIPTION_TOO_LONG"
  | "MEDIA_SYNTAX"
  | "ATTRIBUTE_SYNTAX"
  | "ATTRIBUTE_DUPLICATE"
  | "FINGERPRINT_SYNTAX"
  | "FINGERPRINT_LENGTH"
  | "CANDIDATE_SYNTAX"
  | "CANDIDATE_RANGE"
  | "NOT_ONE_LINE";

/** The only error that this folder throws for bad text. The text itself may come from an attacker. */
export class SdpParseError extends Error {
  override readonly name = "SdpParseError";
  readonly code: SdpErrorCode;

  constructor(code: SdpErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The start of an attacker's text, quoted and without control characters, short enough for a report. */
export function excerpt(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
