import { printable } from "../../model/printable.ts";
import type { View } from "../../model/view.ts";
import type { Lane, Message, Sight } from "../../sequence/row.ts";
import { type KeyRow, keyRows } from "./keyRows.ts";

/** What fits one screen at the size that the last row of a class can read. */
const MOST_ROWS = 8;

/** The picture of the run, cut down to what a class must have seen. Text wraps as text does; the picture itself has the rest. */
export function StepsSlide({ view }: { view: View }) {
  const onPath = view.run.calls.some(({ attacker }) => attacker === "path");
  return (
    <div class="steps">
      <div class="step-heads" aria-hidden="true">
        <strong class="alice">Alice</strong>
        <strong>{onPath ? "Server, attacker on the path" : "Server"}</strong>
        <strong class="bob">Bob</strong>
      </div>
      <ol>
        {keyRows(view.rows, MOST_ROWS).map((row) => (
          <li class={spanOf(row)}>
            <Step row={row} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Step({ row }: { row: KeyRow }) {
  switch (row.kind) {
    case "note":
      return (
        <span class={row.tone === "bad" ? "step-note bad" : "step-note"}>
          {NAMES[row.lane]}: <bdi>{printable(row.text, 70)}</bdi>
        </span>
      );
    case "message":
      return (
        <>
          <span class="step-text">
            <bdi>{printable(row.text, 52)}</bdi>{" "}
            {!row.injected && <Seen sight={row.onTheWay} by={row.attacker} />}
          </span>
          <MessageLine row={row} />
          {row.replacement !== undefined && (
            <span class="step-note bad">
              {row.injected
                ? `said by the attacker in ${NAMES[row.from]}’s name: ${printable(row.replacement, 52)}`
                : "replaced on the way"}
            </span>
          )}
        </>
      );
    case "arrow":
      return (
        <>
          <span class="step-text">
            {row.certificate ? (
              `shows the certificate ${row.certificate.short}, ${OWNER[row.certificate.owner]}`
            ) : (
              <bdi>{printable(row.text, 60)}</bdi>
            )}
            {row.changed !== undefined && <strong class="bad"> ⚠ {row.changed}</strong>}
          </span>
          <Line
            leftwards={columnOf(row.from) > columnOf(row.to)}
            kind={row.changed === undefined ? row.medium : "changed"}
          />
        </>
      );
  }
}

/** What whoever sits in the middle of the call could see of a message. */
function Seen({ sight, by }: { sight: Sight; by: Message["attacker"] }) {
  const who = by === "path" ? "the attacker" : "the server";
  switch (sight) {
    case "open":
      return <strong class="bad">⚠ {who} could read it</strong>;
    case "closed":
      return <span class="faint">{who} saw ciphertext at most</span>;
    case "unknown":
      return <span class="faint">unknown whether {who} could read it</span>;
    case "nothing":
      return null;
  }
}

/** Past an honest server in one piece; through an attacker in two, of which the one or the other may be missing. */
function MessageLine({ row: { from, attacker, injected, receiver } }: { row: Message }) {
  const leftwards = from === "bob";
  if (attacker === undefined) return <Line leftwards={leftwards} kind="message" />;
  const halves = [!injected, receiver !== "nothing"];
  return (
    <span class="step-halves">
      {(leftwards ? halves.toReversed() : halves).map((isThere) =>
        isThere ? <Line leftwards={leftwards} kind="message" /> : <span />,
      )}
    </span>
  );
}

const OWNER = {
  alice: "Alice’s",
  bob: "Bob’s",
  attacker: "the attacker’s",
  unknown: "nobody’s in this run",
} as const;

function Line({ leftwards, kind }: { leftwards: boolean; kind: string }) {
  return (
    <span class={`step-line ${kind} ${leftwards ? "leftwards" : ""}`} aria-hidden="true">
      {leftwards ? "◀" : "▶"}
    </span>
  );
}

const NAMES: Readonly<Record<Lane, string>> = {
  alice: "Alice",
  bob: "Bob",
  server: "Server",
  "server-alice-leg": "Server",
  "server-bob-leg": "Server",
  path: "Attacker",
  "path-alice-leg": "Attacker",
  "path-bob-leg": "Attacker",
};

function columnOf(lane: Lane): 1 | 2 | 3 {
  return lane === "alice" ? 1 : lane === "bob" ? 3 : 2;
}

/** Which of the three columns a row covers. */
function spanOf(row: KeyRow): string {
  if (row.kind === "note") return `at-${columnOf(row.lane)}`;
  const columns = [columnOf(row.from), columnOf(row.to)];
  return `span-${Math.min(...columns)}-${Math.max(...columns)}`;
}
