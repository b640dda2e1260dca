/**
 * Text from a peer or the network, safe to print: control, format and unassigned characters (which could steer
 * a terminal, or turn the reading order) are shown as `\\u{…}`, as are marks piled up on one letter (which could
 * paint over other lines), and what is longer than `limit` is cut.
 */
export function printable(text: string, limit: number): string {
  const characters = [...text.slice(0, limit * 2)];
  let marks = 0;
  const shown = characters.slice(0, limit).map((character) => {
    marks = /\p{M}/u.test(character) ? marks + 1 : 0;
    if (marks <= MOST_MARKS && !/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) return character;
    return `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
  const cut = characters.length > limit || text.length > limit * 2;
  return cut ? `${shown.join("")}…` : shown.join("");
}

/** No living script needs more on one letter. */
const MOST_MARKS = 3;
