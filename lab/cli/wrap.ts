/**
 * Breaks each line of a text at blanks, so that none has more than `width` characters. A word that is longer, such as
 * a path, stays whole. Colours take no place.
 * @param indent stands before each line but the first
 */
export function wrap(text: string, width: number, indent = ""): string {
  return text
    .split("\n")
    .map((line) => wrapLine(line, width, indent))
    .join("\n");
}

function wrapLine(text: string, width: number, indent: string): string {
  if (shownLength(text) <= width) return text;
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(/ *[^ ]+/g) ?? []) {
    if (line.trim() === "" || shownLength(line) + shownLength(word) <= width) {
      line += word;
    } else {
      lines.push(line);
      line = `${indent}${word.trimStart()}`;
    }
  }
  return [...lines, line].join("\n");
}

/** In characters as a terminal shows them: the lab's own texts have none that are two columns wide. */
function shownLength(text: string): number {
  return [...text.replaceAll(COLOUR, "")].length;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is how a terminal is told a colour
const COLOUR = /\x1b\[\d+m/g;
