import { type RewrittenAttribute, rewrittenAttribute, writeAttributeLine } from "./attributeLine.ts";
import { type Candidate, formatCandidate } from "./candidate.ts";
import type { SetupRole } from "./description.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { joinLines, type SdpLevel, type SdpLine, splitLines } from "./lines.ts";

/** What an interceptor replaces in a description that passes. What is not named stays as it is. */
export interface DescriptionChanges {
  /** Replaces all fingerprint lines, at every level where one stood. */
  readonly fingerprints?: readonly Fingerprint[];
  readonly setup?: SetupRole;
  readonly iceUfrag?: string;
  readonly icePwd?: string;
  /** Removes all candidates and end-of-candidates, before `candidates` are put in. */
  readonly dropCandidates?: boolean;
  /** Replaces all candidates, in every m= section that had some, else in the first one. */
  readonly candidates?: readonly Candidate[];
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
 * Throws SdpParseError DESCRIPTION_TOO_LONG or NOT_ONE_LINE.
 */
export function rewriteDescription(sdp: string, changes: DescriptionChanges): string {
  const { fingerprints, setup, iceUfrag, icePwd, dropCandidates, candidates } = changes;
  let lines = readLines(sdp);
  if (fingerprints !== undefined) lines = replaceFingerprints(lines, fingerprints);
  if (setup !== undefined) lines = replace(lines, "setup", [writeAttributeLine({ setup })]);
  if (iceUfrag !== undefined) lines = replace(lines, "ice-ufrag", [writeAttributeLine({ iceUfrag })]);
  if (icePwd !== undefined) lines = replace(lines, "ice-pwd", [writeAttributeLine({ icePwd })]);
  if (dropCandidates === true) lines = replace(replace(lines, "candidate", []), "end-of-candidates", []);
  if (candidates !== undefined) lines = replaceCandidates(lines, candidates);
  return joinLines(lines);
}

/** Replaces all fingerprints, see {@link rewriteDescription}. A description without any gets them at session level. */
export function withFingerprints(sdp: string, fingerprints: readonly Fingerprint[]): string {
  return rewriteDescription(sdp, { fingerprints });
}

/**
 * Adds one fingerprint line before or after the genuine ones, at every level that has some (else at session level).
 * Stacks that accept any matching line do not notice it. Throws as {@link rewriteDescription}.
 */
export function addFingerprint(sdp: string, fingerprint: Fingerprint, position: "first" | "last"): string {
  const lines = readLines(sdp);
  const added = fingerprintLine(fingerprint);
  const present = lines.filter((line) => line.attribute === "fingerprint");
  if (present.length === 0) return joinLines(appendTo(lines, "session", [added]));
  const places = new Set(levelsOf(present).map((level) => endOf(present, level, position)));
  return joinLines(
    withTerminators(
      lines,
      lines.flatMap((line) => {
        if (!places.has(line)) return [line];
        const extra = newLine(added, line.level);
        return position === "first" ? [extra, line] : [line, extra];
      }),
    ),
  );
}

/** Sets the DTLS role wherever a=setup stands; adds none. Throws as {@link rewriteDescription}. */
export function withSetup(sdp: string, setup: SetupRole): string {
  return rewriteDescription(sdp, { setup });
}

/** Sets user fragment and password wherever they stand; adds none. Throws as {@link rewriteDescription}. */
export function withIceCredentials(sdp: string, iceUfrag: string, icePwd: string): string {
  return rewriteDescription(sdp, { iceUfrag, icePwd });
}

/** Replaces all candidates, see {@link DescriptionChanges}. Throws as {@link rewriteDescription}. */
export function withCandidates(sdp: string, candidates: readonly Candidate[]): string {
  return rewriteDescription(sdp, { candidates });
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
  return present ? replace(lines, "fingerprint", texts) : appendTo(lines, "session", texts);
}

function replaceCandidates(lines: readonly Line[], candidates: readonly Candidate[]): readonly Line[] {
  const texts = candidates.map((candidate) =>
    writeAttributeLine({ invalid: [{ value: formatCandidate(candidate) }] }),
  );
  const present = lines.some((line) => line.attribute === "candidate");
  return present ? replace(lines, "candidate", texts) : appendTo(lines, 0, texts);
}

function fingerprintLine({ algorithm, value }: Fingerprint): string {
  return writeAttributeLine({ fingerprint: { type: algorithm, hash: value } });
}

/** Puts lines after the last one of a level. */
function appendTo(lines: readonly Line[], level: SdpLevel, texts: readonly string[]): readonly Line[] {
  const end = lines.findLastIndex((line) => line.level === level) + 1;
  const added = texts.map((text) => newLine(text, level));
  return withTerminators(lines, lines.toSpliced(end, 0, ...added));
}

function levelsOf(lines: readonly Line[]): readonly SdpLevel[] {
  return [...new Set(lines.map(({ level }) => level))];
}

function endOf(lines: readonly Line[], level: SdpLevel, end: "first" | "last"): Line | undefined {
  const own = (line: Line): boolean => line.level === level;
  return end === "first" ? lines.find(own) : lines.findLast(own);
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
