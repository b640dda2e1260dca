import type { CallMap } from "../../model/map.ts";
import { describeMap } from "../../model/mapWords.ts";
import { Prose } from "../components/prose.tsx";
import { Middle, PeerBox, Recorder } from "./parties.tsx";
import { BesideTheCall, Signalling, Taps, Tunnels } from "./paths.tsx";
import { PARTIES, VIEW } from "./places.ts";

/**
 * Who sits where, where each encryption ends, and who could read: one drawing, and the same in words under it.
 * @param wordsId of the words, which a page may not have twice
 */
export function CallMapFigure({
  map,
  wordsId = "map-words",
  label = "Map of the call",
}: {
  map: CallMap;
  wordsId?: string;
  label?: string;
}) {
  return (
    <figure class="map">
      <svg
        viewBox={`0 0 ${VIEW.width} ${VIEW.height}`}
        role="img"
        aria-label={label}
        aria-describedby={wordsId}
      >
        <rect class="network" {...PARTIES.network} rx={14} />
        <text class="small" x={PARTIES.network.x + 38} y={PARTIES.network.y + PARTIES.network.height - 10}>
          network
        </text>
        <Signalling map={map} />
        {map.besideTheCall !== undefined && <BesideTheCall {...map.besideTheCall} />}
        <Taps map={map} />
        <Tunnels map={map} />
        <Middle map={map} />
        <PeerBox peer="alice" map={map} />
        <PeerBox peer="bob" map={map} />
        <Recorder map={map} />
      </svg>
      <figcaption id={wordsId}>
        <Prose>{describeMap(map).join(" ")}</Prose>
      </figcaption>
    </figure>
  );
}
