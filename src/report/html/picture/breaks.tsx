import type { Attacker } from "../../../run/calls.ts";
import { PEER_NAMES } from "../../../trace/parties.ts";
import { ATTACKER_NAMES, inSentence } from "../../model/parties.ts";
import type { Fold, Heading } from "../../sequence/row.ts";
import { KeptCell } from "./arrowRow.tsx";
import { Bands } from "./bands.tsx";
import { gapBeside, placed } from "./columns.ts";

/** Where a call begins. Of an attacked one each edge of the attacker's band is a leg from here on. */
export function HeadingRow({ row: { text, attacker } }: { row: Heading }) {
  return (
    <>
      <span class="call">{text}</span>
      {attacker && (
        <>
          <span class={`leg left ${placed(gapBeside("alice", attacker))}`}>leg to {PEER_NAMES.alice}</span>
          <Bands
            attacker={attacker}
            sight={attacker === "server" ? "the server attacks" : inSentence(ATTACKER_NAMES.path)}
          />
          <span class={`leg right ${placed(gapBeside("bob", attacker))}`}>leg to {PEER_NAMES.bob}</span>
          <KeptCell />
        </>
      )}
    </>
  );
}

/** A stretch that is told in one line. */
export function FoldRow({ row, attacker }: { row: Fold; attacker: Attacker | undefined }) {
  return (
    <>
      <Bands attacker={attacker} />
      <span class="fold-box l-alice r-bob">⋯ {row.text}</span>
      <KeptCell />
    </>
  );
}

/** Time in which nothing happens that the picture shows. */
export function Silence({ ms, attacker }: { ms: number; attacker: Attacker | undefined }) {
  return (
    <li class="row silence">
      <Bands attacker={attacker} />
      <span class="quiet">⋮ {Math.round(ms)} ms</span>
      <KeptCell />
    </li>
  );
}
