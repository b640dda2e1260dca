/** Breaks text into lines of at most `columns`; a word that is too long is cut. Wide characters count twice. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of text.split(" ").flatMap((word) => pieces(word, columns))) {
    const width = columnsOf(word);
    if (line !== "" && used + 1 + width > columns) {
      lines.push(line);
      line = "";
      used = 0;
    }
    line = line === "" ? word : `${line} ${word}`;
    used += width + (used === 0 ? 0 : 1);
  }
  return [...lines, line];
}

function pieces(word: string, columns: number): string[] {
  if (columnsOf(word) <= columns) return [word];
  const found: string[] = [];
  let piece = "";
  for (const character of word) {
    if (columnsOf(piece + character) > columns) {
      found.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...found, piece];
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  return columns;
}
