import { type RewrittenAttribute, rewrittenAttribute, writeAttributeLine } from "./attributeLine.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { joinLines, type SdpLevel, type SdpLine, splitLines } from "./lines.ts";

/** What an interceptor replaces in a description that it forwards. What is not named stays as it is. */
export interface DescriptionChanges {
  /**
   * Replaces all fingerprint lines at every level that has some. A description without any gets them at session
   * level.
   */
  readonly fingerprints?: readonly Fingerprint[];
  /** These two replace the ICE credentials in every line that has them; they add none. */
  readonly iceUfrag?: string;
  readonly icePwd?: string;
  /** Removes all candidates and end-of-candidates. */
  readonly dropCandidates?: boolean;
}

/**
 * Changes a description line by line; every line that is not changed keeps its bytes, its place and its terminator.
 *
 * sdp-transform reads each line and writes each changed one. The whole description never goes through its writer: that
 * would sort the attributes, keep only the last of several a=fingerprint lines of a level and cut a=candidate lines
 * at an extension that it does not know, such as Chromium's `ufrag`.
 *
 * The default address in c= and m= stays, and may still name the genuine peer: WebRTC stacks connect to candidates only
 * and do not report the mismatch that RFC 8839 §4.2.5 describes.
 * @throws SdpParseError "description-too-long" or, when a value contains a line break, "not-one-line"
 */
export function rewriteDescription(sdp: string, changes: DescriptionChanges): string {
  const { fingerprints, iceUfrag, icePwd, dropCandidates } = changes;
  let lines = readLines(sdp);
  if (fingerprints !== undefined) lines = replaceFingerprints(lines, fingerprints);
  if (iceUfrag !== undefined) lines = replace(lines, "ice-ufrag", [writeAttributeLine({ iceUfrag })]);
  if (icePwd !== undefined) lines = replace(lines, "ice-pwd", [writeAttributeLine({ icePwd })]);
  if (dropCandidates === true) lines = replace(replace(lines, "candidate", []), "end-of-candidates", []);
  return joinLines(lines);
}

/**
 * Adds candidates to one m= section, and says that these are all (RFC 8840 §4.1): for signalling that carries no
 * candidates of their own. A description without that section stays as it is.
 * @throws SdpParseError as {@link rewriteDescription} does
 */
export function addCandidates(sdp: string, section: number, candidates: readonly string[]): string {
  const lines = readLines(sdp);
  const end = lines.findLastIndex(({ level }) => level === section) + 1;
  if (end === 0) return sdp;
  const texts = [...candidates.map((candidate) => `a=${candidate}`), "a=end-of-candidates"];
  const added = texts.map((text) => newLine(text, section));
  return joinLines(withTerminators(lines, lines.toSpliced(end, 0, ...added)));
}

/**
 * Adds one fingerprint line after the genuine ones, at every level that has some (else at session level). An endpoint
 * accepts any one fingerprint of the hash function that it prefers (RFC 8122 §5), so it does not notice.
 * @throws SdpParseError as {@link rewriteDescription} does
 */
export function addFingerprint(sdp: string, fingerprint: Fingerprint): string {
  const lines = readLines(sdp);
  const added = fingerprintLine(fingerprint);
  const present = lines.filter((line) => line.attribute === "fingerprint");
  if (present.length === 0) return joinLines(appendToSession(lines, [added]));
  const levels = new Set(present.map(({ level }) => level));
  const last = new Set([...levels].map((level) => present.findLast((line) => line.level === level)));
  const longer = lines.flatMap((line) => (last.has(line) ? [line, newLine(added, line.level)] : [line]));
  return joinLines(withTerminators(lines, longer));
}

interface Line extends SdpLine {
  readonly attribute: RewrittenAttribute | undefined;
}

function readLines(sdp: string): readonly Line[] {
  return splitLines(sdp).map((line) => ({ ...line, attribute: rewrittenAttribute(line.text) }));
}

/** At each level the first line of the attribute becomes the replacement; further ones at that level go. */
function replace(
  lines: readonly Line[],
  attribute: RewrittenAttribute,
  texts: readonly string[],
): readonly Line[] {
  const replaced = new Set<SdpLevel>();
  return withTerminators(
    lines,
    lines.flatMap((line) => {
      if (line.attribute !== attribute) return [line];
      if (replaced.has(line.level)) return [];
      replaced.add(line.level);
      return texts.map((text) => ({ ...newLine(text, line.level), end: line.end }));
    }),
  );
}

function replaceFingerprints(lines: readonly Line[], fingerprints: readonly Fingerprint[]): readonly Line[] {
  const texts = fingerprints.map(fingerprintLine);
  const present = lines.some((line) => line.attribute === "fingerprint");
  return present ? replace(lines, "fingerprint", texts) : appendToSession(lines, texts);
}

function fingerprintLine({ algorithm, value }: Fingerprint): string {
  return writeAttributeLine({ fingerprint: { type: algorithm, hash: value } });
}

function appendToSession(lines: readonly Line[], texts: readonly string[]): readonly Line[] {
  const end = lines.findLastIndex((line) => line.level === "session") + 1;
  const added = texts.map((text) => newLine(text, "session"));
  return withTerminators(lines, lines.toSpliced(end, 0, ...added));
}

function newLine(text: string, level: SdpLevel): Line {
  return { text, end: "", level, attribute: rewrittenAttribute(text) };
}

/** Gives new lines the terminator of the description, and leaves its last line open if it was. */
function withTerminators(before: readonly Line[], after: readonly Line[]): readonly Line[] {
  const usual = before[0]?.end || "\r\n";
  const last = before.at(-1)?.end ?? usual;
  return after.map((line, index) =>
    index === after.length - 1 ? { ...line, end: line.end || last } : { ...line, end: line.end || usual },
  );
}
