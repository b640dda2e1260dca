import { eventsOf } from "../../trace/events.ts";
import { Basis } from "../components/basis.tsx";
import { Foreign } from "../components/foreign.tsx";
import { Part, Scroll } from "../components/part.tsx";
import { type ClearFact, handshakeFacts, iceFacts } from "../inClear.ts";
import { END_NAMES } from "../narrate.ts";
import { inSentence } from "../parties.ts";
import { flowsOf } from "../traffic.ts";
import type { View } from "../view.ts";
import { Attempts } from "./attempts.tsx";
import { Plot, PlotLegend } from "./plot.tsx";

/** What somebody learns who keeps every datagram and has no key. */
export function RecordingPart({ view }: { view: View }) {
  const { recording } = view;
  return (
    <Part id="recording" title="The recording">
      <p>
        The recorder on the network kept {recording.datagrams.length} datagrams. Content is encrypted; much
        around it is not.
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
      <Facts title="ICE, in STUN" facts={iceFacts(recording)} view={view} open />
      {recording.associations.slice(0, MOST_ASSOCIATIONS).map((recorded) => (
        <Facts
          title={`DTLS 1.2 handshake between ${recorded.ends.map((end) => inSentence(END_NAMES[end])).join(" and ")}, call ${recorded.call}`}
          facts={handshakeFacts(recorded)}
          view={view}
        />
      ))}
    </Part>
  );
}

const MOST_ASSOCIATIONS = 12;
const MOST_FACTS = 60;

function Flows({ view }: { view: View }) {
  return (
    <Scroll label="Datagrams by sender, receiver and protocol">
      <table>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">What</th>
            <th scope="col" class="count">
              Datagrams
            </th>
            <th scope="col" class="count">
              Bytes
            </th>
            <th scope="col" class="count">
              Largest
            </th>
          </tr>
        </thead>
        <tbody>
          {flowsOf(view.recording).map(({ from, to, kind, datagrams, bytes, largest }) => (
            <tr>
              <td>{endName(from)}</td>
              <td>{endName(to)}</td>
              <td>{kind}</td>
              <td class="count">{datagrams}</td>
              <td class="count">{bytes}</td>
              <td class="count">{largest}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

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

function Facts({
  title,
  facts,
  view,
  open = false,
}: {
  title: string;
  facts: readonly ClearFact[];
  view: View;
  open?: boolean;
}) {
  if (facts.length === 0) return null;
  return (
    <details open={open}>
      <summary>
        {title}: {facts.length} values
      </summary>
      <Scroll label={title}>
        <table class="facts">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Value</th>
              <th scope="col">Basis</th>
            </tr>
          </thead>
          <tbody>
            {facts.slice(0, MOST_FACTS).map(({ what, value, basis }) => (
              <tr>
                <th scope="row">{what}</th>
                <td>
                  <code>
                    <Foreign text={value} limit={400} />
                  </code>
                </td>
                <td>
                  <Basis basis={basis} listing={view.listing} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {facts.length > MOST_FACTS && <p>{facts.length - MOST_FACTS} more values stand in the capture.</p>}
    </details>
  );
}

function endName(end: string): string {
  return END_NAME_ENTRIES.get(end) ?? "unknown";
}

const END_NAME_ENTRIES: ReadonlyMap<string, string> = new Map(Object.entries(END_NAMES));
