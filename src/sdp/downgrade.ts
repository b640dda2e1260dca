import { attributeOf, joinLines, splitLines } from "./lines.ts";

const DTLS_ATTRIBUTES: readonly string[] = ["fingerprint", "setup", "tls-id"];

/**
 * The description with this transport protocol in every m= line (RFC 8866 §5.14). All other bytes stay.
 * @throws SdpParseError "description-too-long"
 */
export function withProtocol(sdp: string, protocol: string): string {
  return joinLines(
    splitLines(sdp).map((line) => ({
      ...line,
      text: line.text.replace(/^(m=\S+ \S+ )\S+/, (_, before: string) => `${before}${protocol}`),
    })),
  );
}

/**
 * The description without the lines that set up DTLS (RFC 8842 §5.1).
 * @throws SdpParseError "description-too-long"
 */
export function withoutDtls(sdp: string): string {
  const belongsToDtls = (text: string) => DTLS_ATTRIBUTES.includes(attributeOf(text)?.name ?? "");
  return joinLines(splitLines(sdp).filter(({ text }) => !belongsToDtls(text)));
}

/**
 * The description with one more attribute, without "a=", at the end of every m= section.
 * @throws SdpParseError "description-too-long"
 */
export function withMediaAttribute(sdp: string, attribute: string): string {
  const lines = splitLines(sdp);
  return joinLines(
    lines.flatMap((line, index) => {
      const { level } = line;
      if (level === "session" || lines[index + 1]?.level === level) return line;
      const closed = { ...line, end: line.end || "\r\n" };
      return [closed, { text: `a=${attribute}`, end: closed.end, level }];
    }),
  );
}
