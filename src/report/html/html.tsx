import type { ComponentType } from "preact";
import { indexFrom, type Page } from "../model/page.ts";
import { type View, viewOf } from "../model/view.ts";
import { Reader } from "../prose/reader.ts";
import { Document, renderDocument } from "./components/document.tsx";
import { Printing } from "./components/printing.tsx";
import { PageReader } from "./components/prose.tsx";
import { Answer } from "./parts/answer.tsx";
import { Artefacts } from "./parts/artefacts.tsx";
import { Checks } from "./parts/checks.tsx";
import { Claims } from "./parts/claims.tsx";
import { ClassQuestions } from "./parts/classQuestions.tsx";
import { Exercises } from "./parts/exercises.tsx";
import { Fingerprints } from "./parts/fingerprints.tsx";
import { FollowMessage } from "./parts/followMessage.tsx";
import { Glossary } from "./parts/glossary.tsx";
import { GrindingCostPart } from "./parts/grindingCost.tsx";
import { Handshake } from "./parts/handshake.tsx";
import { Holdings } from "./parts/holdings.tsx";
import { Packets } from "./parts/packets.tsx";
import { PicturePart } from "./parts/picture.tsx";
import { GuessFirst } from "./parts/prediction.tsx";
import { RecordingPart } from "./parts/recording.tsx";
import { Sdp } from "./parts/sdp.tsx";
import { Story } from "./parts/story.tsx";
import { Trace } from "./parts/trace.tsx";
import { WaysOn } from "./parts/ways.tsx";
import { Slides } from "./slides/slides.tsx";

interface PartEntry {
  readonly id: string;
  readonly name: string;
  readonly Body: ComponentType<{ view: View }>;
  /** A part that has nothing to show is left out, in the table of contents too. */
  readonly isEmpty?: (view: View) => boolean;
}

/** The parts of the report, in the order in which it is read. A new part is added here and in `parts/`. */
const PARTS: readonly PartEntry[] = [
  { id: "picture", name: "Picture", Body: PicturePart },
  { id: "story", name: "What happens", Body: Story },
  {
    id: "class",
    name: "Questions",
    Body: ClassQuestions,
    isEmpty: ({ scenario: { classroom = [] } }) => classroom.length === 0,
  },
  { id: "fingerprints", name: "Fingerprints", Body: Fingerprints },
  { id: "sdp", name: "SDP", Body: Sdp },
  { id: "holdings", name: "Who holds what", Body: Holdings },
  { id: "recording", name: "Recording", Body: RecordingPart },
  { id: "follow", name: "One message", Body: FollowMessage },
  {
    id: "handshake",
    name: "One handshake",
    Body: Handshake,
    isEmpty: ({ run }) => run.associations.every(({ association }) => !association.clientHello),
  },
  {
    id: "grinding",
    name: "Grinding",
    Body: GrindingCostPart,
    isEmpty: ({ run }) => run.facts["certificate-ground"].length === 0,
  },
  { id: "checks", name: "Checks", Body: Checks },
  { id: "claims", name: "Claims", Body: Claims, isEmpty: ({ report }) => report.claims.length === 0 },
  { id: "try", name: "Try it", Body: Exercises },
  { id: "files", name: "Files", Body: Artefacts },
  { id: "trace", name: "Trace", Body: Trace },
  { id: "packets", name: "Packets", Body: Packets },
  { id: "ways", name: "Where next", Body: WaysOn },
  { id: "words", name: "Words", Body: Glossary }, // after all prose: it lists the words that were used
];

/**
 * `report.html`: one file without script or outside resources, and with a policy that forbids both. The same page
 * gives the same bytes. All that a peer or an attacker chose is escaped, and its control characters are shown.
 */
export function renderHtml(page: Page): string {
  const view = viewOf(page);
  const parts = PARTS.filter(({ isEmpty }) => !isEmpty?.(view));
  const reader = new Reader({ scenarios: (page.scenarios ?? []).map(({ id }) => id) });
  return renderDocument(
    <Document title={`${page.report.scenario}: ${page.report.question}`}>
      <PageReader.Provider value={{ reader, index: indexFrom(page) }}>
        <GuessFirst view={view}>
          <Answer view={view} />
          <nav class="contents" aria-label="Parts of this report">
            <ol>
              {parts.map(({ id, name }) => (
                <li>
                  <a href={`#${id}`}>{name}</a>
                </li>
              ))}
              <li>
                <a href="#slides">Slides</a>
              </li>
            </ol>
          </nav>
          {parts.map(({ Body }) => (
            <Body view={view} />
          ))}
        </GuessFirst>
        <Printing page="report">
          Printed, this page is a handout: the first screen, the run in words and the questions.
        </Printing>
      </PageReader.Provider>
      <Slides view={view} />
    </Document>,
  );
}
