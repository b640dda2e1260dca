/** The picture's inside, in characters, as OpenSSH draws it. */
const WIDTH = 17;
const HEIGHT = 9;

/** A field that the bishop visited once, twice, … is drawn as this. */
const VISITS = " .o+=*BOX@%&#/^";
const START = "S";
const END = "E";

/**
 * OpenSSH's randomart of a digest ("drunken bishop"), as eleven lines of nineteen characters. `top` and `bottom` are put
 * into the frame, as OpenSSH puts key type and hash name.
 * It helps an eye notice a change. It proves little: different digests can give the same picture, pictures that look
 * alike are easy to find, and nobody can read one aloud.
 * Source: OpenSSH sshkey.c; Loss, Limmer and von Gernler: The drunken bishop (2009).
 */
export function randomart(digest: Uint8Array, top = "", bottom = ""): readonly string[] {
  const { visits, end } = walk(digest);
  const start = position(WIDTH >> 1, HEIGHT >> 1);
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const fields = Array.from({ length: WIDTH }, (_, x) => {
      const here = position(x, y);
      if (here === end) return END;
      if (here === start) return START;
      return VISITS[Math.min(visits[here] ?? 0, VISITS.length - 1)];
    });
    return `|${fields.join("")}|`;
  });
  return [frame(top), ...rows, frame(bottom)];
}

/** Four diagonal steps for each byte, lowest bit pair first. At a wall the bishop slides along it. */
function walk(digest: Uint8Array): { readonly visits: Uint16Array; readonly end: number } {
  const visits = new Uint16Array(WIDTH * HEIGHT);
  let x = WIDTH >> 1;
  let y = HEIGHT >> 1;
  for (const byte of digest) {
    for (const shift of [0, 2, 4, 6]) {
      const step = byte >> shift;
      x = Math.min(Math.max(x + (step & 1 ? 1 : -1), 0), WIDTH - 1);
      y = Math.min(Math.max(y + (step & 2 ? 1 : -1), 0), HEIGHT - 1);
      const here = position(x, y);
      visits[here] = (visits[here] ?? 0) + 1;
    }
  }
  return { visits, end: position(x, y) };
}

function position(x: number, y: number): number {
  return y * WIDTH + x;
}

function frame(text: string): string {
  const label = text === "" ? "" : `[${text}]`.slice(0, WIDTH);
  const left = (WIDTH - label.length) >> 1;
  return `+${"-".repeat(left)}${label}${"-".repeat(WIDTH - left - label.length)}+`;
}
