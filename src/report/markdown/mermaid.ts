import { PEER_NAMES } from "../model/parties.ts";
import type { Lane, Row } from "../sequence/row.ts";

/** The same rows as the picture, as the text of a Mermaid sequence diagram. */
export function mermaidOf(rows: readonly Row[]): string {
  const lines = rows.flatMap(statements).map((line) => `  ${line}`);
  return [
    "sequenceDiagram",
    "  participant A as Alice",
    "  participant S as Server",
    "  participant B as Bob",
    ...lines,
  ].join("\n");
}

function statements(row: Row): string[] {
  switch (row.kind) {
    case "heading":
      return [`Note over A,B: ${label(row.text)}`];
    case "note":
      return [`Note over ${LANES[row.lane]}: ${label(row.text)}`];
    case "fold":
      return [`Note over A,B: ${label(`… ${row.text}`)}`];
    case "message": {
      const from = LANES[row.from];
      const to = LANES[row.to];
      if (row.attacker) {
        const arrived = row.replacement ?? row.text;
        const first = `${from}->>S: ${label(`${row.text} (${row.server === "open" ? "read by the attacker" : "encrypted"})`)}`;
        return row.receiver === "nothing" ? [first] : [first, `S->>${to}: ${label(arrived)}`];
      }
      const mark = row.receiver === "nothing" ? "-x" : "->>";
      return [`${from}${mark}${to}: ${label(`${row.text} (encrypted, past the server)`)}`];
    }
    case "arrow": {
      const from = LANES[row.from];
      const to = LANES[row.to];
      const arrow = row.medium === "out-of-band" ? "-->>" : row.bothWays ? "<<->>" : "->>";
      const remarks = [
        row.certificate && `certificate ${row.certificate.short}`,
        row.changed,
        row.medium === "out-of-band" && "not over the server",
      ].filter(Boolean);
      const text =
        row.medium === "out-of-band"
          ? `${PEER_NAMES[row.from === "bob" ? "bob" : "alice"]} ${row.text}`
          : row.text;
      return [
        `${from}${arrow}${to}: ${label(remarks.length > 0 ? `${text} (${remarks.join(", ")})` : text)}`,
      ];
    }
  }
}

const LANES: Readonly<Record<Lane, string>> = {
  alice: "A",
  bob: "B",
  server: "S",
  "alice-leg": "S",
  "bob-leg": "S",
};

/** Whatever Mermaid or Markdown could take for syntax becomes a character reference (`#59;`); long labels are cut. */
function label(text: string): string {
  const characters = [...text];
  const shown = characters.slice(0, LONGEST).map((character) => {
    if (/[\p{L}\p{N} .,:()/=…“”’-]/u.test(character)) return character;
    return `#${character.codePointAt(0)};`;
  });
  return `${shown.join("")}${characters.length > LONGEST ? "…" : ""}`;
}

const LONGEST = 120;
