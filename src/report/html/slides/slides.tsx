import type { ComponentType } from "preact";
import type { View } from "../../model/view.ts";
import { AnswerSlide } from "./answerSlide.tsx";
import { FingerprintsSlide } from "./fingerprintsSlide.tsx";
import { GuessSlide } from "./guessSlide.tsx";
import { PlacesSlide } from "./placesSlide.tsx";
import { QuestionSlide } from "./questionSlide.tsx";
import { QuestionsSlide } from "./questionsSlide.tsx";
import { ReadersSlide } from "./readersSlide.tsx";
import { StepsSlide } from "./stepsSlide.tsx";

interface Slide {
  readonly id: string;
  readonly title: string;
  readonly Body: ComponentType<{ view: View }>;
}

/** Eight pages, in the order in which a trainer shows them: the class guesses before anything of the run is seen. */
const SLIDES: readonly Slide[] = [
  { id: "slides", title: "The question", Body: QuestionSlide },
  { id: "slide-guess", title: "What do you expect?", Body: GuessSlide },
  { id: "slide-places", title: "Who sits where", Body: PlacesSlide },
  { id: "slide-steps", title: "What went over the lines", Body: StepsSlide },
  { id: "slide-fingerprints", title: "Which certificate each peer met", Body: FingerprintsSlide },
  { id: "slide-readers", title: "Who could read", Body: ReadersSlide },
  { id: "slide-answer", title: "The answer", Body: AnswerSlide },
  { id: "slide-questions", title: "Questions for the class", Body: QuestionsSlide },
];

/**
 * `report.html#slides`: the run as large pages to click through. By style sheet alone (`:target`, and links from page to
 * page), because a report may come from anywhere, and its policy can then go on to forbid every script. Arrow keys are
 * the price: the link to the next page is the first in each, so Tab and Enter turn the page. The title stands before it:
 * Firefox begins behind the first text of a target, and behind a link which that text is.
 */
export function Slides({ view }: { view: View }) {
  return (
    <div class="slides">
      {SLIDES.map(({ id, title, Body }, index) => (
        <section class="slide" id={id} aria-labelledby={`${id}-title`}>
          <h2 id={`${id}-title`}>{title}</h2>
          <Turning index={index} />
          <div class="slide-body">
            <Body view={view} />
          </div>
        </section>
      ))}
    </div>
  );
}

function Turning({ index }: { index: number }) {
  const next = SLIDES[index + 1];
  const previous = SLIDES[index - 1];
  return (
    <nav class="turning" aria-label={`Slide ${index + 1} of ${SLIDES.length}`}>
      {next && <a href={`#${next.id}`}>Next →</a>}
      {previous && <a href={`#${previous.id}`}>← Back</a>}
      <a href="#main">Close</a>
      <span class="faint" aria-hidden="true">
        {index + 1} / {SLIDES.length}
      </span>
    </nav>
  );
}
