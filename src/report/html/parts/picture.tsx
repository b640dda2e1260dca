import { narrate } from "../../model/narrate.ts";
import type { View } from "../../model/view.ts";
import { Part } from "../components/part.tsx";
import { Picture } from "../picture/diagram.tsx";
import { Lock } from "../picture/lock.tsx";

/** The whole run as one drawing, and the same in words for those who cannot see it. */
export function PicturePart({ view }: { view: View }) {
  const attackers = new Set(view.run.calls.flatMap(({ attacker }) => attacker ?? []));
  const told = view.run.moments.flatMap((moment) => {
    const sentence = view.listing.events.has(moment.event.seq) ? narrate(moment) : undefined;
    return sentence === undefined ? [] : [{ event: moment.event, sentence }];
  });
  return (
    <Part id="picture" title="The run in one picture">
      <p>
        Time runs downwards, in order and not to scale. Each row leads to the trace line or packet that it
        rests on.{" "}
        {attackers.size === 0 &&
          "What the peers send each other passes the server by; a recorder on the network keeps all of it."}
        {attackers.has("server") &&
          "Where the band is red, the server has a leg towards each peer, and each peer’s encrypted connection ends there."}
        {attackers.has("path") &&
          "The attacker on the path is a party of its own: where its band is red, it has a leg towards each peer, and each peer’s encrypted connection ends there. The server is another party, and honest."}
      </p>
      <Legend />
      <Picture rows={view.rows} listing={view.listing} />
      <details>
        <summary>The same in words</summary>
        <ol class="told">
          {told.map(({ event, sentence }) => (
            <li>
              <a href={`#event-${event.seq}`}>{Math.round(event.at)} ms</a> {sentence}
            </li>
          ))}
        </ol>
      </details>
    </Part>
  );
}

function Legend() {
  return (
    <ul class="legend">
      {(["signalling", "ice", "dtls", "message", "out-of-band"] as const).map((medium) => (
        <li>
          <svg viewBox="0 0 36 12" class="swatch" aria-hidden="true">
            <g class={`arrow ${medium}`}>
              <line class="shaft" x1={0} x2={30} y1={6} y2={6} />
              <path class="point" d="M36,6 l-9,-4.5 v9 z" />
            </g>
          </svg>
          {MEDIA[medium]}
        </li>
      ))}
      <li>
        <Padlock sight="open" /> could read it
      </li>
      <li>
        <Padlock sight="closed" /> saw ciphertext only
      </li>
    </ul>
  );
}

const MEDIA = {
  signalling: "signalling",
  ice: "ICE",
  dtls: "DTLS handshake",
  message: "message, encrypted",
  "out-of-band": "out of band",
} as const;

function Padlock({ sight }: { sight: "open" | "closed" }) {
  return (
    <svg viewBox="0 0 20 20" class="padlock" aria-hidden="true">
      <Lock x={10} y={11} sight={sight} />
    </svg>
  );
}
