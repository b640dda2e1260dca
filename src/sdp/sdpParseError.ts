/** What a description, or one of its lines, did wrong. */
export type SdpParseErrorCode =
  | "description-too-long"
  | "media-syntax"
  | "attribute-syntax"
  | "attribute-duplicate"
  | "fingerprint-syntax"
  | "fingerprint-length"
  | "candidate-syntax"
  | "candidate-range"
  | "not-one-line";

/** The only error that this folder throws for bad text. The text itself may come from an attacker. */
export class SdpParseError extends Error {
  override readonly name = "SdpParseError";
  readonly code: SdpParseErrorCode;

  constructor(code: SdpParseErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The start of an attacker's text, quoted and without control characters, short enough for a report. */
export function excerpt(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
