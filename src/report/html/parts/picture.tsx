import { useContext } from "preact/hooks";
import { storyOf } from "../../model/narrate.ts";
import type { View } from "../../model/view.ts";
import { Part } from "../components/part.tsx";
import { PageReader, Prose } from "../components/prose.tsx";
import { Picture } from "../picture/diagram.tsx";
import { Lock } from "../picture/lock.tsx";
import { MEDIA } from "../picture/route.tsx";

/** The whole run as one drawing, and the same in words for those who cannot see it. */
export function PicturePart({ view }: { view: View }) {
  const attackers = new Set(view.run.calls.flatMap(({ attacker }) => attacker ?? []));
  const told = storyOf(view.run.moments).filter(({ moment }) => view.listing.events.has(moment.event.seq));
  // A handout on paper has the words alone.
  const title = (
    <>
      The run <span class="of-drawing">in one picture</span>
      <span class="of-words">in words</span>
    </>
  );
  // The story stands open beneath this list, which is folded: the words of both are explained there.
  const inStory = useContext(PageReader)?.reader.wordsIn(view.scenario.story) ?? [];
  return (
    <Part id="picture" title={title}>
      <p>
        <Prose>
          Time runs downwards, in order and not to scale. Each row leads to the trace line or packet that it
          rests on.{" "}
          {attackers.size === 0 &&
            "What the peers send each other passes the server by; a recorder on the network keeps all of it."}
          {attackers.has("server") &&
            "Where the band is red, the server has a leg towards each peer, at the edge of the band that faces it: what stops at that edge was with the attacker."}
          {attackers.has("path") &&
            "The attacker on the path is a party of its own: where its band is red, it has a leg towards each peer, at the edge of the band that faces it, and what stops at that edge was with the attacker. The server is another party, and honest."}
        </Prose>
      </p>
      <Legend />
      <Picture rows={view.rows} listing={view.listing} />
      <details>
        <summary>The same in words</summary>
        <ol class="told">
          {told.map(({ moment: { event }, sentence }) => (
            <li>
              <a href={`#event-${event.seq}`}>{Math.round(event.at)} ms</a>{" "}
              <Prose except={inStory}>{sentence}</Prose>
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
          <svg viewBox="0 0 36 12" class={`swatch ${medium}`} aria-hidden="true">
            <line x1={0} x2={29} y1={6} y2={6} />
            <path d="M36,6 l-9,-4.5 v9 z" />
          </svg>
          <Prose>{MEDIA[medium]}</Prose>
        </li>
      ))}
      <li>
        <Lock sight="open" /> could read it
      </li>
      <li>
        <Lock sight="closed" /> saw ciphertext only
      </li>
    </ul>
  );
}
