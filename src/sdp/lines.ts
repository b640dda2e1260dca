import { SdpParseError } from "./sdpParseError.ts";

/** Where a line is: before the first m= line, or in the m= section with this index (from 0). */
export type SdpLevel = "session" | number;

/** One line: `text` without its terminator, `end` its terminator as received ("" if the text ends without one). */
export interface SdpLine {
  readonly text: string;
  readonly end: string;
  readonly level: SdpLevel;
}

/** Longest description that is read, in characters. A description of two peers has a few thousand. */
export const MAX_DESCRIPTION_LENGTH = 1 << 16;

/**
 * Splits a description so that {@link joinLines} restores the same characters.
 * Takes CRLF, LF and a lone CR as line ends, as sdp-transform does (RFC 8866 §5 asks for CRLF and tolerates LF).
 * @throws SdpParseError "description-too-long"
 */
export function splitLines(sdp: string): readonly SdpLine[] {
  if (sdp.length > MAX_DESCRIPTION_LENGTH) {
    throw new SdpParseError(
      "description-too-long",
      `description has ${sdp.length} characters, more than ${MAX_DESCRIPTION_LENGTH}`,
    );
  }
  const lines: SdpLine[] = [];
  let level: SdpLevel = "session";
  let start = 0;
  const add = (text: string, end: string): void => {
    if (text.startsWith("m=")) level = level === "session" ? 0 : level + 1;
    lines.push({ text, end, level });
  };
  for (const { 0: end, index } of sdp.matchAll(/\r\n|\r|\n/g)) {
    add(sdp.slice(start, index), end);
    start = index + end.length;
  }
  if (start < sdp.length) add(sdp.slice(start), "");
  return lines;
}

/** Joins lines, each with its own terminator. */
export function joinLines(lines: readonly SdpLine[]): string {
  return lines.map(({ text, end }) => text + end).join("");
}

/** Name and value of `a=NAME` or `a=NAME:VALUE`; undefined for a line that is not an attribute (RFC 8866 §5.13). */
export function attributeOf(text: string): { readonly name: string; readonly value: string } | undefined {
  if (!text.startsWith("a=")) return undefined;
  const colon = text.indexOf(":");
  return colon < 0
    ? { name: text.slice(2), value: "" }
    : { name: text.slice(2, colon), value: text.slice(colon + 1) };
}
