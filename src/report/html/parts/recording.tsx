import type { Evidence } from "../../../contract/evidence.ts";
import { peerTraffic } from "../../../run/recording.ts";
import { learnedWithoutKeys, NOTHING_CROSSED } from "../../model/observerWords.ts";
import { END_NAMES, inSentence } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Part, Scroll } from "../components/part.tsx";
import { ForeignProse, Prose } from "../components/prose.tsx";
import { Attempts } from "./attempts.tsx";
import { ClearFacts } from "./clearFacts.tsx";
import { Flows } from "./flows.tsx";
import { Plot, PlotLegend } from "./plot.tsx";

/** What somebody learns who keeps every datagram and has no key. */
export function RecordingPart({ view }: { view: View }) {
  const { evidence } = view.report;
  const traffic = peerTraffic(view.run.recording);
  const learned = learnedWithoutKeys(evidence, view.run);
  return (
    <Part
      id="recording"
      title="The recording"
      folded="What somebody learns who keeps every datagram, and what was tried to open it."
    >
      {traffic.length === 0 ? (
        <p>
          <Prose>{NOTHING_CROSSED}</Prose>
        </p>
      ) : (
        <>
          <p>
            <Prose>
              The recorder on the network kept {traffic.length} datagrams between the ends of this run. DTLS
              encrypts the content; much around it stays in clear.
            </Prose>
          </p>
          <PlotLegend datagrams={traffic} />
          <Scroll label="Plot of the recorded datagrams">
            <Plot datagrams={traffic} />
          </Scroll>
          <Flows view={view} />
        </>
      )}
      <Marker view={view} />
      <Attempts view={view} />
      {learned.length > 0 && (
        <>
          <h3>What an observer learns without any key</h3>
          <ul>
            {learned.map((sentence) => (
              <li>
                <ForeignProse text={sentence} limit={400} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>What stood in clear</h3>
      {evidence.cleartext.length === 0 && <p>Nothing, neither in the signalling nor in the packets.</p>}
      {groupsOf(evidence.cleartext).map(({ title, facts, open }) => (
        <ClearFacts title={title} facts={facts} view={view} open={open} />
      ))}
    </Part>
  );
}

interface Group {
  readonly title: string;
  readonly facts: Evidence["cleartext"];
  readonly open: boolean;
}

function groupsOf(cleartext: Evidence["cleartext"]): Group[] {
  const keys = [...new Set(cleartext.map(({ where, association = "" }) => `${where} ${association}`))];
  return keys.flatMap((key): Group[] => {
    const facts = cleartext.filter(({ where, association = "" }) => `${where} ${association}` === key);
    const [first] = facts;
    if (!first) return [];
    const { where, association } = first;
    const title = `${WHERE[where]}${association === undefined ? "" : ` between ${namesIn(association)}`}`;
    return [{ title, facts, open: where === "stun" }];
  });
}

const WHERE: Readonly<Record<Evidence["cleartext"][number]["where"], string>> = {
  signalling: "In the signalling, for the server",
  stun: "ICE, in STUN",
  "dtls-handshake": "DTLS handshake",
  "dtls-records": "Headers of the DTLS records",
};

/** "alice alice-leg, call 1" in words. */
function namesIn(association: string): string {
  const [ends = "", call = ""] = association.split(", ");
  const names = ends.split(" ").map((end) => inSentence(END_NAME_ENTRIES.get(end) ?? end));
  return `${names.join(" and ")}, ${call}`;
}

const END_NAME_ENTRIES: ReadonlyMap<string, string> = new Map(Object.entries(END_NAMES));

/** The marker comes from no end: the reader should not wonder who sent it. */
function Marker({ view: { run, listing } }: { view: View }) {
  const [marker] = run.facts["marker-recorded"];
  if (!marker) return null;
  return (
    <p class="faint">
      <Prose>
        One more datagram in the capture is the lab’s own marker, in clear and from no end. The search that
        finds no content in the recording must find this.{" "}
        <Basis basis={[`packet:${marker.packet}`, marker.seq]} listing={listing} />
      </Prose>
    </p>
  );
}
