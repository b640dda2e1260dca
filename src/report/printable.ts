/**
 * Text from a peer or the network, safe to print: control, format and unassigned characters (which could steer
 * a terminal, or turn the reading order) are shown as `\\u{…}`, and what is longer than `limit` is cut.
 */
export function printable(text: string, limit: number): string {
  const characters = [...text.slice(0, limit * 2)];
  const shown = characters.slice(0, limit).map((character) => {
    if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) return character;
    return `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
  const cut = characters.length > limit || text.length > limit * 2;
  return cut ? `${shown.join("")}…` : shown.join("");
}
