import { handshakeFacts, iceFacts } from "../../../run/cleartext.ts";
import { flowsOf } from "../../../run/flows.ts";
import { eventsOf } from "../../../trace/events.ts";
import { END_NAMES } from "../../model/narrate.ts";
import { inSentence } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basis.tsx";
import { Part, Scroll } from "../components/part.tsx";
import { Attempts } from "./attempts.tsx";
import { ClearFacts } from "./clearFacts.tsx";
import { Flows } from "./flows.tsx";
import { Plot, PlotLegend } from "./plot.tsx";

/** What somebody learns who keeps every datagram and has no key. */
export function RecordingPart({ view }: { view: View }) {
  const { recording } = view;
  return (
    <Part id="recording" title="The recording">
      <p>
        The recorder on the network kept {recording.datagrams.length} datagrams. DTLS encrypts the content;
        much around it stays in clear.
      </p>
      <PlotLegend />
      <Scroll label="Plot of the recorded datagrams">
        <Plot datagrams={recording.datagrams} />
      </Scroll>
      <Flows view={view} />
      <Marker view={view} />
      <Attempts view={view} />
      <h3>What an observer learns without any key</h3>
      <Learned view={view} />
      <h3>What stood in clear</h3>
      <ClearFacts title="ICE, in STUN" facts={iceFacts(recording)} view={view} open />
      {recording.associations.slice(0, MOST_ASSOCIATIONS).map((recorded) => (
        <ClearFacts
          title={`DTLS 1.2 handshake between ${recorded.ends.map((end) => inSentence(END_NAMES[end])).join(" and ")}, call ${recorded.call}`}
          facts={handshakeFacts(recorded)}
          view={view}
        />
      ))}
    </Part>
  );
}

const MOST_ASSOCIATIONS = 12;

/** The marker comes from no end: the reader should not wonder who sent it. */
function Marker({ view }: { view: View }) {
  const [marker] = eventsOf(view.trace, "marker-recorded");
  if (!marker) return null;
  return (
    <p class="faint">
      The datagram between unknown ends is the lab’s own marker, sent in clear. The search that finds no
      content in the recording must find this.{" "}
      <Basis basis={[`packet:${marker.packet}`, marker.seq]} listing={view.listing} />
    </p>
  );
}

function Learned({ view: { recording } }: { view: View }) {
  const data = flowsOf(recording).filter(({ kind }) => kind === "DTLS application data");
  const records = data.reduce((sum, { datagrams }) => sum + datagrams, 0);
  const seconds = ((recording.datagrams.at(-1)?.atMs ?? 0) / 1000).toFixed(2);
  return (
    <ul>
      <li>Who talks with whom: the addresses and ports on every datagram.</li>
      <li>
        When and for how long: {seconds} s from the first datagram to the last, and the pauses in between.
      </li>
      <li>
        How much, and in pieces of what size: {records} datagrams of application data. An encrypted record is
        longer than its content by a fixed number of bytes, so sizes show through.
      </li>
      <li>
        Which software, most likely: the offered cipher suites, groups and extensions are those of one
        implementation.
      </li>
      <li>
        Both certificates: in DTLS 1.2 they cross the network in clear. Whoever reuses one can be recognised
        by it.
      </li>
    </ul>
  );
}
