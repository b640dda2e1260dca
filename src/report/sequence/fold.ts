import { PEER_NAMES, PEERS } from "../../trace/parties.ts";
import type { Message, Row } from "./row.ts";

/** A crowd of like rows keeps so many at its beginning and end. */
const CROWD_HEAD = 4;
const CROWD_TAIL = 2;
/** The whole picture keeps so many rows; its middle gives way. */
export const MOST_ROWS = 140;

/** Folds quiet and crowded stretches into one line each, so that a picture of any run can be read. */
export function foldRows(rows: readonly Row[]): Row[] {
  const folded: Row[] = [];
  for (let start = 0; start < rows.length; ) {
    const family = familyOf(rows[start]);
    let end = start + 1;
    while (family !== undefined && end < rows.length && familyOf(rows[end]) === family) end += 1;
    folded.push(...crowd(rows.slice(start, end)));
    start = end;
  }
  if (folded.length <= MOST_ROWS) return folded;
  const head = folded.slice(0, Math.ceil(MOST_ROWS * 0.7));
  const tail = folded.slice(-Math.floor(MOST_ROWS * 0.3));
  const middle = folded.slice(head.length, folded.length - tail.length);
  return [...head, ...foldOf(middle, `${middle.length} more steps; the trace below has them`), ...tail];
}

function familyOf(row: Row | undefined): string | undefined {
  if (row?.kind === "message") return "message";
  return row?.kind === "arrow" && row.isCandidate ? "candidate" : undefined;
}

function crowd(rows: readonly Row[]): Row[] {
  if (rows.length <= CROWD_HEAD + CROWD_TAIL + 1) return [...rows];
  const middle = rows.slice(CROWD_HEAD, -CROWD_TAIL);
  return [...rows.slice(0, CROWD_HEAD), ...foldOf(middle, summary(middle)), ...rows.slice(-CROWD_TAIL)];
}

function foldOf(rows: readonly Row[], text: string): Row[] {
  const [first] = rows;
  return first ? [{ kind: "fold", at: first.at, source: first.source, text }] : [];
}

function summary(rows: readonly Row[]): string {
  const messages = rows.filter((row) => row.kind === "message");
  if (messages.length === 0) return `${rows.length} more candidates`;
  const bytes = messages.reduce((sum, row) => sum + row.bytes, 0);
  const read = messages.filter(({ onTheWay }) => onTheWay === "open").length;
  return `${messages.length} more messages, ${bytes} bytes: ${senders(messages)}; ${readers(messages.length, read)}`;
}

function senders(messages: readonly Message[]): string {
  return PEERS.map((peer) => {
    return `${messages.filter(({ from }) => from === peer).length} from ${PEER_NAMES[peer]}`;
  }).join(", ");
}

function readers(all: number, read: number): string {
  if (read === 0) return "nobody on the way wrote down that it read any of them";
  return `the attacker read ${read === all ? "all" : read} of them`;
}
