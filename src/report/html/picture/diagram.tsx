import type { Attacker } from "../../../run/attacker.ts";
import { type Listing, packetNumber } from "../../model/listing.ts";
import type { Row } from "../../sequence/row.ts";
import { ArrowRow } from "./arrowRow.tsx";
import { FoldRow, HeadingRow, Silence } from "./breaks.tsx";
import { Heads } from "./heads.tsx";
import { MessageRow } from "./messageRow.tsx";
import { NoteRow } from "./noteRow.tsx";

/**
 * The run as lanes: Alice, the server, an attacker on the path if there is one, Bob, and what the recorder kept.
 * It is a list of rows in order of time, laid out as a sequence diagram where there is room for one and as a list where there is
 * not. All text is text of the page, which the browser breaks into lines: it fits its place in any font, and can be read aloud.
 * Every time leads to the trace line or packet that its row rests on.
 */
export function Picture({ rows, listing }: { rows: readonly Row[]; listing: Listing }) {
  const hasPath = rows.some((row) => row.kind === "heading" && row.attacker === "path");
  return (
    <div class="picture">
      <div class={hasPath ? "lanes with-path" : "lanes"}>
        <Heads hasPath={hasPath} />
        <ol class="rows" aria-label="Who sent what to whom, in order of time">
          {inCalls(rows).map(({ row, attacker, silenceMs }) => (
            <>
              {silenceMs !== undefined && <Silence ms={silenceMs} attacker={attacker} />}
              <li class={`row ${row.kind}`}>
                {row.kind !== "heading" && <Time row={row} listing={listing} />}
                <RowDrawing row={row} attacker={attacker} />
              </li>
            </>
          ))}
        </ol>
      </div>
    </div>
  );
}

interface InCall {
  readonly row: Row;
  /** Who is in the middle of the call that is under way. */
  readonly attacker: Attacker | undefined;
  /** Milliseconds of silence before it, if they are worth a word. */
  readonly silenceMs: number | undefined;
}

const WORTH_A_WORD_MS = 100;

function inCalls(rows: readonly Row[]): InCall[] {
  let attacker: Attacker | undefined;
  return rows.map((row, index) => {
    if (row.kind === "heading") attacker = row.attacker;
    const silence = row.at - (rows[index - 1]?.at ?? row.at);
    const isWorthAWord = silence >= WORTH_A_WORD_MS && row.kind !== "heading";
    return { row, attacker, silenceMs: isWorthAWord ? silence : undefined };
  });
}

/** One row of the picture, without its time. */
export function RowDrawing({ row, attacker }: Pick<InCall, "row" | "attacker">) {
  switch (row.kind) {
    case "heading":
      return <HeadingRow row={row} />;
    case "fold":
      return <FoldRow row={row} attacker={attacker} />;
    case "note":
      return <NoteRow row={row} attacker={attacker} />;
    case "arrow":
      return <ArrowRow row={row} attacker={attacker} />;
    case "message":
      return <MessageRow row={row} />;
  }
}

/** When it was, with the way to the trace line or packet that it rests on: on this page, or in the report `in`. */
export function Time({ row, listing, in: report = "" }: { row: Row; listing: Listing; in?: string }) {
  const text = `${Math.round(row.at)} ms`;
  const target = targetOf(row, listing);
  return target === undefined ? (
    <span class="time">{text}</span>
  ) : (
    <a class="time" href={`${report}${target}`}>
      {text}
    </a>
  );
}

function targetOf({ source }: Row, listing: Listing): string | undefined {
  const packet = packetNumber(source);
  if (packet !== undefined) return listing.packets.has(packet) ? `#packet-${packet}` : undefined;
  return listing.events.has(Number(source)) ? `#event-${source}` : undefined;
}
