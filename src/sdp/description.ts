import { type Candidate, parseCandidate } from "./candidate.ts";
import { type Fingerprint, parseFingerprint } from "./fingerprint.ts";
import { attributeOf, type SdpLine, splitLines } from "./lines.ts";
import { excerpt, SdpParseError, type SdpParseErrorCode } from "./sdpParseError.ts";

/** What a DTLS association may be asked to be (RFC 4145 §4, RFC 8842 §5.2). */
export type SetupRole = "active" | "passive" | "actpass" | "holdconn";

/** Keys and paths in the session part or in one m= section. */
export interface SectionFacts {
  readonly fingerprints: readonly Fingerprint[];
  readonly candidates: readonly Candidate[];
  readonly setup?: SetupRole;
  readonly iceUfrag?: string;
  readonly icePwd?: string;
  readonly tlsId?: string;
  /** These two belong at session level (RFC 8839 §5.3, RFC 9143 §5); werift writes the first into each section. */
  readonly iceLite?: true;
  readonly bundle?: readonly string[];
}

/** One m= section. `kind` is its first word; an attacker may write anything there. */
export interface MediaFacts extends SectionFacts {
  readonly kind: string;
  readonly protocol?: string;
  readonly mid?: string;
  readonly sctpPort?: number;
}

/** A line that was skipped (or, for "attribute-duplicate", that overrode an earlier one). Lines count from 1. */
export interface DescriptionProblem {
  readonly line: number;
  readonly code: SdpParseErrorCode;
  readonly message: string;
}

/** One description, as far as the lab judges it. */
export interface Description {
  readonly session: SectionFacts;
  readonly media: readonly MediaFacts[];
  readonly problems: readonly DescriptionProblem[];
}

/**
 * Reads a description that may come from an attacker. A malformed line becomes a problem and is left out; the rest is
 * still read. Of a repeated single attribute the last one counts, as in werift and sdp-transform. Session-level
 * values are not copied into the media; {@link effectiveFacts} does that.
 * @throws SdpParseError "description-too-long", and nothing else
 */
export function parseDescription(sdp: string): Description {
  const session = newSection("");
  const media: Section[] = [];
  const problems: DescriptionProblem[] = [];
  for (const [index, line] of splitLines(sdp).entries()) {
    try {
      if (line.text.startsWith("m=")) {
        media.push(newSection(line.text.slice(2).split(" ", 1)[0] ?? ""));
      }
      readLine(line, media.at(-1) ?? session);
    } catch (error) {
      if (!(error instanceof SdpParseError)) throw error;
      problems.push({ line: index + 1, code: error.code, message: error.message });
    }
  }
  const { kind: _, ...sessionFacts } = session;
  return { session: sessionFacts, media, problems };
}

/**
 * The values that apply to one m= section: its own values, else those of the session part (RFC 8866 §5.13, RFC 8122
 * §5). In a bundle the first m= section describes the transport. Undefined if there is no such section.
 * werift adds the session's fingerprints to the section's instead: {@link Description} keeps them apart.
 */
export function effectiveFacts({ session, media }: Description, index: number): MediaFacts | undefined {
  const own = media[index];
  if (own === undefined) return undefined;
  const fingerprints = own.fingerprints.length > 0 ? own.fingerprints : session.fingerprints;
  return { ...session, ...own, fingerprints };
}

type Section = {
  -readonly [K in keyof MediaFacts]: MediaFacts[K];
} & { fingerprints: Fingerprint[]; candidates: Candidate[] };

function newSection(kind: string): Section {
  return { kind: kind.slice(0, 64), fingerprints: [], candidates: [] };
}

function readLine({ text }: SdpLine, section: Section): void {
  if (text.startsWith("m=")) {
    section.protocol = matching(text, /^m=[\w-]+ \d{1,5}(?:\/\d{1,5})? ([\w/]+)(?: |$)/, "media-syntax");
    return;
  }
  const attribute = attributeOf(text);
  switch (attribute?.name) {
    case "fingerprint":
      section.fingerprints.push(parseFingerprint(text));
      break;
    case "candidate":
      section.candidates.push(parseCandidate(text));
      break;
    case "setup":
      setOnce(section, "setup", setupRole(attribute.value), text);
      break;
    case "ice-ufrag":
      setOnce(section, "iceUfrag", matching(attribute.value, /^([0-9A-Za-z+/]{4,256})$/), text);
      break;
    case "ice-pwd":
      setOnce(section, "icePwd", matching(attribute.value, /^([0-9A-Za-z+/]{22,256})$/), text);
      break;
    case "ice-lite":
      section.iceLite = true;
      break;
    case "group":
      if (attribute.value.startsWith("BUNDLE ")) section.bundle = attribute.value.split(" ").slice(1);
      break;
    case "tls-id":
      setOnce(section, "tlsId", matching(attribute.value, /^([0-9A-Za-z+/_-]{20,255})$/), text);
      break;
    case "mid":
      setOnce(section, "mid", matching(attribute.value, /^(\S{1,64})$/), text);
      break;
    case "sctp-port":
      setOnce(section, "sctpPort", portNumber(attribute.value), text);
      break;
  }
}

function setOnce<K extends keyof Section>(section: Section, key: K, value: Section[K], text: string): void {
  const repeated = section[key] !== undefined;
  section[key] = value;
  if (repeated) throw new SdpParseError("attribute-duplicate", `repeated: ${excerpt(text)}`);
}

function setupRole(value: string): SetupRole {
  switch (value) {
    case "active":
    case "passive":
    case "actpass":
    case "holdconn":
      return value;
    default:
      throw new SdpParseError("attribute-syntax", `unknown setup role ${excerpt(value)}`);
  }
}

function portNumber(value: string): number {
  const port = Number(matching(value, /^(\d{1,5})$/));
  if (port > 0xffff) throw new SdpParseError("attribute-syntax", `not a port: ${port}`);
  return port;
}

function matching(text: string, pattern: RegExp, code: SdpParseErrorCode = "attribute-syntax"): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new SdpParseError(code, `malformed: ${excerpt(text)}`);
  return found;
}
