import type { Attacker } from "../../../run/attacker.ts";
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
          {attacker === "server" ? <ServerLegs /> : <PathLegs />}
          <KeptCell />
        </>
      )}
    </>
  );
}

function ServerLegs() {
  return (
    <>
      <span class={`leg left ${placed(gapBeside("alice", "server"))}`}>leg to {PEER_NAMES.alice}</span>
      <Bands attacker="server" sight="the server attacks" />
      <span class={`leg right ${placed(gapBeside("bob", "server"))}`}>leg to {PEER_NAMES.bob}</span>
    </>
  );
}

/** The server stands between Alice and this attacker, so its legs are named in its own band. */
function PathLegs() {
  const sight = (
    <>
      {inSentence(ATTACKER_NAMES.path)}
      <span class="leg within">← leg to {PEER_NAMES.alice}</span>
      <span class="leg within">leg to {PEER_NAMES.bob} →</span>
    </>
  );
  return <Bands attacker="path" sight={sight} />;
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
