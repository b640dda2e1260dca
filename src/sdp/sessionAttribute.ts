import { attributeOf, joinLines, splitLines } from "./lines.ts";

/**
 * The description with one more line at session level, after which no other is named so: it replaces earlier ones.
 * @throws SdpParseError "description-too-long"
 */
export function addSessionAttribute(sdp: string, name: string, value: string): string {
  const lines = splitLines(removeAttribute(sdp, name));
  const firstMedia = lines.findIndex(({ text }) => text.startsWith("m="));
  const at = firstMedia === -1 ? lines.length : firstMedia;
  const line = { text: `a=${name}:${value}`, end: "\r\n", level: "session" } as const;
  const session = lines
    .slice(0, at)
    .map((before) => (before.end === "" ? { ...before, end: "\r\n" } : before));
  return joinLines([...session, line, ...lines.slice(at)]);
}

/** The description without any line of this name. @throws SdpParseError "description-too-long" */
export function removeAttribute(sdp: string, name: string): string {
  return joinLines(splitLines(sdp).filter(({ text }) => attributeOf(text)?.name !== name));
}

/** The values of all lines of this name, at any level, in order. @throws SdpParseError "description-too-long" */
export function attributeValues(sdp: string, name: string): string[] {
  return splitLines(sdp).flatMap(({ text }) => {
    const attribute = attributeOf(text);
    return attribute?.name === name ? [attribute.value] : [];
  });
}
