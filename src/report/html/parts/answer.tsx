import { OUTCOME_WORDS } from "../../../contract/outcome.ts";
import { RESULT_WORDS } from "../../../contract/result.ts";
import { heldChecks } from "../../model/heldChecks.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basis.tsx";
import { RESULT_TONES } from "../components/resultTones.ts";
import { Sign } from "../components/sign.tsx";

/** The question, and the answer before anything else. */
export function Answer({ view: { report, scenario, listing } }: { view: View }) {
  const { symbol, words } = OUTCOME_WORDS[report.outcome];
  const { held, made, notMade } = heldChecks(report.checks);
  return (
    <header class="answer">
      <p class="eyebrow">
        WebRTC man-in-the-middle lab <span aria-hidden="true">/</span> {scenario.title}
      </p>
      <h1>{report.question}</h1>
      <p class="headline">{report.answer.sentence}</p>
      {report.answer.basis.length > 0 && (
        <p>
          <Basis basis={report.answer.basis} listing={listing} />
        </p>
      )}
      <p>
        What the run came to: <span aria-hidden="true">{symbol}</span> {words}.
      </p>
      {report.result === "as-expected" && <p class="lead">{scenario.lesson}</p>}
      <p class="verdict">
        <Sign tone={RESULT_TONES[report.result]}>This run went {RESULT_WORDS[report.result]}</Sign>
        <span class="verdict-detail">
          <a href="#checks">
            {held} of {made} checks hold
          </a>
          {notMade > 0 && `, ${notMade} could not be made`}
        </span>
      </p>
    </header>
  );
}
