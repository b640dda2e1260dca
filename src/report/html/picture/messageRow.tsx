import { PEER_NAMES } from "../../../trace/parties.ts";
import type { Message, Sight } from "../../sequence/row.ts";
import { HexBreaks } from "../components/foreign.tsx";
import { KeptCell, RecorderSays, Shaft } from "./arrowRow.tsx";
import { Bands } from "./bands.tsx";
import { gapBeside, placed, wayOf } from "./columns.ts";
import { Lock, SIGHT_WORDS } from "./lock.tsx";
import { MEDIA, Route } from "./route.tsx";

/** A message, and beside each party whether it could read it. An attacker's legs end one encrypted connection and begin another. */
export function MessageRow({ row }: { row: Message }) {
  const { from, to, attacker, text, replacement, injected, receiver } = row;
  const arrives = gapBeside(to, attacker);
  return (
    <>
      <Route>
        {PEER_NAMES[from]} → {PEER_NAMES[to]}, {MEDIA.message}
      </Route>
      <span class={`label message ${placed(gapBeside(from, attacker))}`}>
        <bdi class="foreign">
          <HexBreaks text={text} />
        </bdi>
      </span>
      <Bands
        attacker={attacker}
        passing={{ way: wayOf(from, to), medium: "message" }}
        sight={<OnTheWay row={row} />}
      />
      <span class={`label message arrives ${placed(arrives)}`}>
        {replacement !== undefined && (
          <>
            <span class="warning">
              {injected ? `⚠ arrives in ${PEER_NAMES[from]}’s name:` : "⚠ something else arrives:"}
            </span>{" "}
            <bdi class="foreign">
              <HexBreaks text={replacement} />
            </bdi>
          </>
        )}
        <span class="sight">
          {receiver === "open" && replacement === undefined && <Lock sight="open" />}
          {replacement === undefined && `${PEER_NAMES[to]} ${SIGHT_WORDS[receiver]}`}
        </span>
      </span>
      <Shafts row={row} />
      <KeptCell>
        <RecorderSays sight={lockOf(row.recorder)} text={KEPT[row.recorder]} />
      </KeptCell>
    </>
  );
}

function OnTheWay({ row: { attacker, onTheWay, injected } }: { row: Message }) {
  if (injected) return <span class="sight leak">the attacker says it</span>;
  const sight = lockOf(onTheWay);
  return (
    <span class={`sight ${onTheWay === "open" ? "leak" : ""}`}>
      {sight && <Lock sight={sight} />}
      the {attacker ? "attacker" : "server"} {SIGHT_WORDS[onTheWay]}
    </span>
  );
}

/** Past an honest server in one piece. Into an attacker's leg and out of the other: two connections. What never arrives has no second half, and what the attacker says no first. */
function Shafts({ row: { from, to, attacker, injected, receiver } }: { row: Message }) {
  if (attacker === undefined && receiver !== "nothing") return <Shaft kind="message" way={wayOf(from, to)} />;
  const between = attacker ?? "server";
  return (
    <>
      {!injected && <Shaft kind="message" way={wayOf(from, between)} />}
      {receiver !== "nothing" && <Shaft kind="message" way={wayOf(between, to)} />}
    </>
  );
}

function lockOf(sight: Sight): "open" | "closed" | undefined {
  return sight === "open" || sight === "closed" ? sight : undefined;
}

const KEPT: Readonly<Record<Sight, string>> = {
  open: "can be opened",
  closed: "ciphertext",
  unknown: "unknown",
  nothing: "nothing",
};
