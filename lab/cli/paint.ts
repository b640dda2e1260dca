const COLOURS = { red: 31, green: 32, yellow: 33, grey: 90, bold: 1 } as const;

export type Paint = (colour: keyof typeof COLOURS, text: string) => string;

/** Colours for a terminal that has them; elsewhere the text as it is. */
export function paintFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Paint {
  if (!isColoured(stream, environment)) return (_, text) => text;
  return (colour, text) => `\x1b[${COLOURS[colour]}m${text}\x1b[0m`;
}

/** FORCE_COLOR comes first, as in Node.js; then NO_COLOR (no-color.org), which counts unless it is empty. */
function isColoured(
  { isTTY = false }: { readonly isTTY?: boolean },
  { FORCE_COLOR, NO_COLOR, TERM }: NodeJS.ProcessEnv,
): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return isTTY && !NO_COLOR && TERM !== "dumb";
}
