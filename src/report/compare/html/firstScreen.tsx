import { RESULT_WORDS } from "../../../contract/result.ts";
import { OutcomeSign } from "../../html/components/outcomeTone.tsx";
import { CallMapFigure } from "../../html/map/callMap.tsx";
import { mapOf } from "../../model/map.ts";
import type { Page } from "../../model/page.ts";
import { firstDifference, NO_DIFFERENCE } from "../model/comparison.ts";
import type { PartProps } from "./sides.tsx";

/** The first screen: what differs first, and beside each other the questions, the answers, the outcomes and the maps. */
export function FirstScreen({ comparison }: PartProps) {
  const { left, right } = comparison;
  return (
    <header class="answer compare-screen">
      <p class="eyebrow">
        <a href="../index.html">WebRTC man-in-the-middle lab</a> <span aria-hidden="true">/</span> two runs
        side by side
      </p>
      <h1>
        <ReportLink page={left} /> and <ReportLink page={right} />: the first thing that differs
      </h1>
      <First comparison={comparison} />
      <div class="compare-runs">
        <RunSide page={left} side="left" />
        <RunSide page={right} side="right" />
      </div>
    </header>
  );
}

function First({ comparison }: PartProps) {
  const first = firstDifference(comparison);
  if (first === undefined) return <p class="headline">{NO_DIFFERENCE}</p>;
  return (
    <p class="headline">
      In <em>{comparison.left.scenario.id}</em>, {first.left}; in <em>{comparison.right.scenario.id}</em>,{" "}
      {first.right}.
    </p>
  );
}

function ReportLink({ page: { scenario } }: { page: Page }) {
  return <a href={`../${encodeURIComponent(scenario.id)}/report.html`}>{scenario.id}</a>;
}

function RunSide({ page, side }: { page: Page; side: "left" | "right" }) {
  const { report, scenario, run } = page;
  const map = mapOf(run, report.evidence);
  return (
    <section class="compare-run" aria-labelledby={`run-${side}`}>
      <h2 id={`run-${side}`}>
        <span class="run-name">{scenario.id}</span> {scenario.title}
      </h2>
      <div class="compare-says">
        <p class="faint">{report.question}</p>
        <p class="compare-answer">{report.answer.sentence}</p>
      </div>
      <p class="compare-outcome">
        <OutcomeSign outcome={report.outcome} />{" "}
        <span class={`verdict ${report.result}`}>this run went {RESULT_WORDS[report.result]}</span>
      </p>
      {map ? (
        <CallMapFigure map={map} wordsId={`map-words-${side}`} label={`Map of the call in ${scenario.id}`} />
      ) : (
        <p>No call was begun in this run.</p>
      )}
    </section>
  );
}
