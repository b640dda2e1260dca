import type { Attacker } from "../../../run/calls.ts";
import { isPeer } from "../../../trace/parties.ts";
import type { Lane, Note } from "../../sequence/row.ts";
import { KeptCell } from "./arrowRow.tsx";
import { Bands } from "./bands.tsx";
import { gapBeside, placed } from "./columns.ts";
import { LANE_NAMES, Route } from "./route.tsx";

/** Something that happens at one party. */
export function NoteRow({ row, attacker }: { row: Note; attacker: Attacker | undefined }) {
  return (
    <>
      <Route>{LANE_NAMES[row.lane]}</Route>
      <Bands attacker={attacker} />
      <span class={`note-box ${row.tone} ${placeOf(row.lane, attacker)}`}>
        <bdi class="foreign">{row.text}</bdi>
      </span>
      <KeptCell />
    </>
  );
}

/** Over the party's own line or band, and as far into the gap beside it as it needs. */
function placeOf(lane: Lane, attacker: Attacker | undefined): string {
  if (isPeer(lane)) return `at-${lane} ${placed(gapBeside(lane, attacker))}`;
  return lane.startsWith("path") ? "at-path" : "at-server";
}
