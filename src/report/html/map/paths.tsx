import { isPeer, PEERS, type PeerName } from "../../../trace/parties.ts";
import type { CallMap, Tunnel } from "../../model/map.ts";
import { centreOf, PARTIES, PATH, peerEdge, VIEW } from "./places.ts";

/** Offer, answer and candidates, through the server, with what became of them. */
export function Signalling({ map }: { map: CallMap }) {
  return (
    <>
      {PEERS.map((peer) => {
        const { signals, signallingOverTls } = map.peers[peer];
        const x = centreOf(PARTIES[peer]);
        const inner = peer === "alice" ? PARTIES.server.x : PARTIES.server.x + PARTIES.server.width;
        const anchor = peer === "alice" ? "start" : "end";
        const textX = peer === "alice" ? x + 8 : x - 8;
        return (
          <g class={signals === "changed" || signals === "not passed on" ? "signals changed" : "signals"}>
            <path d={`M${x},${PARTIES[peer].y} V86 H${inner}`} />
            <text class="small" x={textX} y={78} text-anchor={anchor}>
              {signallingOverTls ? "over TLS" : "signalling"}
            </text>
            <text class="small" x={textX} y={104} text-anchor={anchor}>
              {signals === "changed" && "✎ "}
              {signals}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** The telephone line: what the server cannot reach. */
export function BesideTheCall({ result, who }: NonNullable<CallMap["besideTheCall"]>) {
  const left = PARTIES.alice.x + 16;
  const right = PARTIES.bob.x + PARTIES.bob.width - 16;
  return (
    <g class={`beside ${result}`}>
      <path d={`M${left},${PARTIES.alice.y} V24 H${right} V${PARTIES.bob.y}`} />
      <text class="small" x={VIEW.width / 2} y={16} text-anchor="middle">
        ☎ {who === "the peers" ? "" : `${who} `}compared by phone:{" "}
        {result === "same" ? "= the same" : "≠ different"}
      </text>
    </g>
  );
}

/** Each encrypted connection as a tunnel from end to end. One that was not established is broken. */
export function Tunnels({ map: { tunnels } }: { map: CallMap }) {
  return (
    <>
      {tunnels.map((tunnel) => {
        const [left, right] = reachOf(tunnel);
        const middle = (left + right) / 2;
        return (
          <g class={`tunnel ${tunnel.state}`}>
            <rect x={left} y={PATH.y - PATH.half} width={right - left} height={PATH.half * 2} rx={5} />
            <text class="small" x={middle} y={PATH.y + 5} text-anchor="middle">
              {tunnel.state === "established" && isWhole(tunnel)
                ? "encrypted end to end"
                : TUNNEL_WORDS[tunnel.state]}
            </text>
          </g>
        );
      })}
    </>
  );
}

const TUNNEL_WORDS: Readonly<Record<Tunnel["state"], string>> = {
  established: "DTLS",
  refused: "refused",
  unfinished: "pending",
  none: "no DTLS",
};

/** The recorder takes a copy of what passes, tunnel by tunnel. */
export function Taps({ map: { tunnels } }: { map: CallMap }) {
  return (
    <>
      {tunnels.map((tunnel) => {
        const [left, right] = reachOf(tunnel);
        const x = (left + right) / 2;
        return <path class="tap" d={`M${x},${PATH.y} V${PARTIES.recorder.y}`} />;
      })}
    </>
  );
}

function isWhole({ ends }: Tunnel): boolean {
  return ends.every(isPeer);
}

/** From the first end to the second, from left to right. */
function reachOf(tunnel: Tunnel): readonly [number, number] {
  if (isWhole(tunnel)) return [peerEdge("alice"), peerEdge("bob")];
  const middle = PARTIES.pathAttacker;
  const peer: PeerName = tunnel.ends.includes("alice") ? "alice" : "bob";
  return peer === "alice" ? [peerEdge("alice"), middle.x] : [middle.x + middle.width, peerEdge("bob")];
}
