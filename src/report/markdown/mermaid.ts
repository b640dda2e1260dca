import { isPeer, PEER_NAMES } from "../../trace/parties.ts";
import type { Lane, Message, Row } from "../sequence/row.ts";

/** The same rows as the picture, as the text of a Mermaid sequence diagram. */
export function mermaidOf(rows: readonly Row[]): string {
  const onPath = rows.some((row) => row.kind === "heading" && row.attacker === "path");
  const lines = rows.flatMap(statements).map((line) => `  ${line}`);
  return [
    "sequenceDiagram",
    `  participant A as ${PEER_NAMES.alice}`,
    "  participant S as Server",
    ...(onPath ? ["  participant P as Attacker on the path"] : []),
    `  participant B as ${PEER_NAMES.bob}`,
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
    case "message":
      return message(row);
    case "arrow": {
      const arrow = row.medium === "out-of-band" ? "-->>" : row.bothWays ? "<<->>" : "->>";
      const remarks = [
        row.certificate && `certificate ${row.certificate.short}`,
        row.changed,
        row.medium === "out-of-band" && "beside the call",
      ].filter(Boolean);
      const text =
        row.medium === "out-of-band" && isPeer(row.from) ? `${PEER_NAMES[row.from]} ${row.text}` : row.text;
      return [
        `${LANES[row.from]}${arrow}${LANES[row.to]}: ${label(remarks.length > 0 ? `${text} (${remarks.join(", ")})` : text)}`,
      ];
    }
  }
}

function message(row: Message): string[] {
  const { from, to, attacker, text, onTheWay, receiver, replacement, injected } = row;
  if (!attacker) {
    const mark = receiver === "nothing" ? "-x" : "->>";
    return [`${LANES[from]}${mark}${LANES[to]}: ${label(`${text} (encrypted, past the server)`)}`];
  }
  const middle = LANES[attacker];
  if (injected) {
    const said = `${replacement ?? text} (said by the attacker, not by ${PEER_NAMES[from]})`;
    return [`${middle}->>${LANES[to]}: ${label(said)}`];
  }
  const sight = onTheWay === "open" ? "read by the attacker" : "encrypted";
  const first = `${LANES[from]}->>${middle}: ${label(`${text} (${sight})`)}`;
  return receiver === "nothing"
    ? [first]
    : [first, `${middle}->>${LANES[to]}: ${label(replacement ?? text)}`];
}

const LANES: Readonly<Record<Lane, "A" | "B" | "S" | "P">> = {
  alice: "A",
  bob: "B",
  server: "S",
  "server-alice-leg": "S",
  "server-bob-leg": "S",
  path: "P",
  "path-alice-leg": "P",
  "path-bob-leg": "P",
};

/** Whatever Mermaid or Markdown could take for syntax becomes a character reference (`#59;`); long labels are cut. */
function label(text: string): string {
  const characters = [...text];
  const shown = characters.slice(0, MAX_LABEL).map((character) => {
    if (/[\p{L}\p{N} .,:()/=…“”’-]/u.test(character)) return character;
    return `#${character.codePointAt(0)};`;
  });
  return `${shown.join("")}${characters.length > MAX_LABEL ? "…" : ""}`;
}

const MAX_LABEL = 120;
