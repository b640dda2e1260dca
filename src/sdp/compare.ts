import { attributeOf, type SdpLevel, splitLines } from "./lines.ts";

/** A line and its number, counted from 1. */
export interface NumberedLine {
  readonly line: number;
  readonly text: string;
}

/**
 * One row of a side-by-side view. `attribute` names the attribute of both sides of the row, such as `a=fingerprint`.
 */
export type LineDifference = { readonly level: SdpLevel; readonly attribute: string } & (
  | { readonly kind: "same" | "changed"; readonly sent: NumberedLine; readonly received: NumberedLine }
  | { readonly kind: "removed"; readonly sent: NumberedLine }
  | { readonly kind: "added"; readonly received: NumberedLine }
);

/**
 * What happened to a description on its way, row by row in the order of the sent one.
 * Lines are paired within their level and attribute: first equal ones, then the rest in order as `changed`. So the cost
 * is linear for any input. Lines that only moved within their level are `same` with other numbers, and
 * terminators are not compared: to prove that nothing changed, compare the texts themselves.
 * @throws SdpParseError "description-too-long"
 */
export function diffDescriptions(sent: string, received: string): readonly LineDifference[] {
  const sentLines = placedLines(sent);
  const receivedLines = placedLines(received);
  const partners = pairUp(sentLines, receivedLines);
  const paired = new Set(partners.values());
  const added = receivedLines.filter((line) => !paired.has(line));

  const rows: LineDifference[] = [];
  let nextAdded = 0;
  const addUpTo = (line: number): void => {
    for (let own = added[nextAdded]; own !== undefined && own.line < line; own = added[++nextAdded]) {
      rows.push({ kind: "added", level: own.level, attribute: own.attribute, received: numbered(own) });
    }
  };
  for (const own of sentLines) {
    const { level, attribute } = own;
    const other = partners.get(own);
    if (other === undefined) {
      rows.push({ kind: "removed", level, attribute, sent: numbered(own) });
      continue;
    }
    addUpTo(other.line);
    const kind = own.text === other.text ? "same" : "changed";
    rows.push({ kind, level, attribute, sent: numbered(own), received: numbered(other) });
  }
  addUpTo(Number.POSITIVE_INFINITY);
  return rows;
}

interface PlacedLine extends NumberedLine {
  readonly level: SdpLevel;
  readonly attribute: string;
}

function placedLines(sdp: string): readonly PlacedLine[] {
  return splitLines(sdp).map(({ text, level }, index) => {
    const name = attributeOf(text)?.name;
    return { line: index + 1, text, level, attribute: name === undefined ? text.slice(0, 2) : `a=${name}` };
  });
}

function numbered({ line, text }: PlacedLine): NumberedLine {
  return { line, text };
}

/** For each sent line its received partner, if it has one. */
function pairUp(
  sent: readonly PlacedLine[],
  received: readonly PlacedLine[],
): ReadonlyMap<PlacedLine, PlacedLine> {
  const partners = new Map<PlacedLine, PlacedLine>();
  const free = new Set(received);
  const takeBy = (key: (line: PlacedLine) => string): void => {
    const waiting = queues(
      received.filter((line) => free.has(line)),
      key,
    );
    for (const line of sent) {
      if (partners.has(line)) continue;
      const partner = waiting.get(key(line))?.next().value;
      if (partner === undefined) continue;
      partners.set(line, partner);
      free.delete(partner);
    }
  };
  takeBy(({ level, text }) => `${level} ${text}`);
  takeBy(({ level, attribute }) => `${level} ${attribute}`);
  return partners;
}

/** Lines under one key, to be taken in their order. */
function queues(
  lines: readonly PlacedLine[],
  key: (line: PlacedLine) => string,
): ReadonlyMap<string, Iterator<PlacedLine, undefined>> {
  const groups = new Map<string, PlacedLine[]>();
  for (const line of lines) {
    const group = groups.get(key(line));
    if (group === undefined) groups.set(key(line), [line]);
    else group.push(line);
  }
  return new Map([...groups].map(([name, group]) => [name, group.values()]));
}
