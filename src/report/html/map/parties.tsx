import type { PeerName } from "../../../trace/parties.ts";
import { PEER_NAMES } from "../../../trace/parties.ts";
import type { CallMap, Sight } from "../../model/map.ts";
import { KEPT_WORDS, keptOf, SIGHT_WORDS } from "../../model/mapWords.ts";
import { type Box, centreOf, PARTIES } from "./places.ts";

/** A peer: where its key comes from, and whether it raised an alarm. */
export function PeerBox({ peer, map }: { peer: PeerName; map: CallMap }) {
  const box = PARTIES[peer];
  const { keys, alarmed } = map.peers[peer];
  const x = centreOf(box);
  return (
    <g class={`party ${peer}`}>
      <rect {...box} rx={10} />
      <text class="name" x={x} y={box.y + 27} text-anchor="middle">
        {PEER_NAMES[peer]}
      </text>
      <text class="small" x={x} y={box.y + 50} text-anchor="middle">
        {KEYS[keys]}
      </text>
      {alarmed && (
        <text class="small alarm" x={x} y={box.y + 74} text-anchor="middle">
          ⚠ alarm
        </text>
      )}
    </g>
  );
}

const KEYS: Readonly<Record<CallMap["peers"]["alice"]["keys"], string>> = {
  "own-process": "own key",
  elsewhere: "handed key",
  unknown: "key: ?",
};

/** Who is between the peers: the server, in the middle of the packets if it attacks there; else an attacker on the path below it. */
export function Middle({ map: { attacker, sights } }: { map: CallMap }) {
  if (attacker === "server")
    return <Party box={PARTIES.attackingServer} name="Server" notes={["attacks"]} sight={sights.server} />;
  return (
    <>
      <Party box={PARTIES.server} name="Server" notes={[]} sight={sights.server} />
      {attacker === "path" && (
        <Party
          box={PARTIES.pathAttacker}
          name="Attacker"
          notes={["on the path"]}
          sight={sights.path ?? "unknown"}
        />
      )}
    </>
  );
}

/** What the recorder keeps is ciphertext; what it gives away of it is the sight. */
export function Recorder({ map }: { map: CallMap }) {
  const { sights } = map;
  const box = PARTIES.recorder;
  const { symbol, words } = SIGHT_WORDS[sights.recorder];
  return (
    <g class={`party ${sights.recorder}`}>
      <rect {...box} rx={10} />
      <text class="name" x={centreOf(box)} y={box.y + 22} text-anchor="middle">
        Recorder
      </text>
      <text class="small sight" x={centreOf(box)} y={box.y + 42} text-anchor="middle">
        {symbol} {sights.recorder === "nothing" ? KEPT_WORDS[keptOf(map)] : words}
      </text>
    </g>
  );
}

function Party({
  box,
  name,
  notes,
  sight,
}: {
  box: Box;
  name: string;
  notes: readonly string[];
  sight: Sight;
}) {
  const x = centreOf(box);
  const { symbol, words } = SIGHT_WORDS[sight];
  return (
    <g class={`party ${sight}`}>
      <rect {...box} rx={10} />
      <text class="name" x={x} y={box.y + 27} text-anchor="middle">
        {name}
      </text>
      {notes.map((note) => (
        <text class="small" x={x} y={box.y + 47} text-anchor="middle">
          {note}
        </text>
      ))}
      <text class="small sight" x={x} y={box.y + box.height - 14} text-anchor="middle">
        {symbol} {words}
      </text>
    </g>
  );
}
