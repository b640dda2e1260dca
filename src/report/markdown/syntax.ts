import type { Basis } from "../../contract/basis.ts";
import { packetNumber, shownOf } from "../model/listing.ts";
import { printable } from "../model/printable.ts";
import { rfcReferences } from "../prose/rfcReferences.ts";

/** Text as text: every character that Markdown or HTML could take for syntax is escaped, line ends become spaces. */
export function text(content: string): string {
  return escaped(content, 2000);
}

function escaped(content: string, limit: number): string {
  return printable(content.replaceAll(/\s+/g, " "), limit).replaceAll(
    /[\\`*_{}[\]<>#|~&$@!]/g,
    (character) =>
      character === "<"
        ? "&lt;"
        : character === ">"
          ? "&gt;"
          : character === "&"
            ? "&amp;"
            : `\\${character}`,
  );
}

/** The same, with every section of an RFC as a link. For sentences of ours. */
export function prose(content: string): string {
  let end = 0;
  const pieces = rfcReferences(content).flatMap(({ index, text: reference, href }) => {
    const before = content.slice(end, index);
    end = index + reference.length;
    return [text(before), `[${text(reference)}](${href})`];
  });
  return [...pieces, text(content.slice(end))].join("");
}

/** Text for one cell of a table. */
export function cell(content: string): string {
  return escaped(content, 300);
}

/** A value in fixed width. Backticks and bars cannot stand in it, so it must be of our own making, such as hex. */
export function code(value: string): string {
  return `\`${value.replaceAll(/[^0-9A-Za-z:. -]/g, "?")}\``;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A fenced block. The fence is longer than any run of backticks in the content. */
export function fenced(language: string, content: string): string {
  const longest = Math.max(2, ...(content.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${content}\n${fence}`;
}

export function references(basis: Basis): string {
  const words = shownOf(basis).map((item) => {
    const packet = packetNumber(item);
    return packet === undefined ? `line ${item}` : `packet ${packet}`;
  });
  return words.join(", ") + (basis.length > words.length ? ` and ${basis.length - words.length} more` : "");
}
