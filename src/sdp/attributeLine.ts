import { parse, type SharedAttributes, write } from "sdp-transform";
import { excerpt, SdpParseError } from "./sdpParseError.ts";

/** The attributes that a rewrite may touch. */
export type RewrittenAttribute = "fingerprint" | "ice-ufrag" | "ice-pwd" | "candidate" | "end-of-candidates";

/**
 * Which of the rewritten attributes a line holds, as sdp-transform reads it; undefined for every other line.
 * A line that has the name but does not fit sdp-transform's grammar counts too: a more lenient stack may read it, and
 * an interceptor must not leave the genuine value in place.
 */
export function rewrittenAttribute(text: string): RewrittenAttribute | undefined {
  if (!text.startsWith("a=")) return undefined;
  const [section] = parse(`${MEDIA_LINE}\r\n${text}`).media;
  if (section === undefined) return undefined;
  if (section.fingerprint !== undefined) return "fingerprint";
  if (section.iceUfrag !== undefined) return "ice-ufrag";
  if (section.icePwd !== undefined) return "ice-pwd";
  if (section.candidates !== undefined) return "candidate";
  if (section.endOfCandidates !== undefined) return "end-of-candidates";
  const unread = String(section.invalid?.[0]?.value ?? "");
  if (unread.startsWith("fingerprint:")) return "fingerprint";
  if (unread.startsWith("candidate:")) return "candidate";
  return undefined;
}

/**
 * The one a= line that sdp-transform writes for these attributes, without terminator.
 * @throws SdpParseError "not-one-line" when a value contains a line break or there is not exactly one attribute
 */
export function writeAttributeLine(attributes: SharedAttributes): string {
  const lines = write({ ...EMPTY, ...attributes })
    .split(/\r\n|\r|\n/)
    .filter((line) => line !== "" && !EMPTY_LINES.has(line));
  const [line] = lines;
  if (line === undefined || lines.length > 1 || !line.startsWith("a=")) {
    throw new SdpParseError("not-one-line", `not one attribute line: ${excerpt(lines.join(" | "))}`);
  }
  return line;
}

const MEDIA_LINE = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel";

const EMPTY = {
  version: 0,
  origin: { username: "-", sessionId: 0, sessionVersion: 0, netType: "IN", ipVer: 4, address: "0.0.0.0" },
  name: "-",
  timing: { start: 0, stop: 0 },
  media: [],
};

const EMPTY_LINES: ReadonlySet<string> = new Set(write(EMPTY).split("\r\n"));
