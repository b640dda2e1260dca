import type { Result } from "../../../verdict/contract.ts";
import { RESULT_WORDS } from "../../model/build.ts";
import { splitAnswer } from "../../model/splitAnswer.ts";
import type { View } from "../../model/view.ts";
import { Sign, type Tone } from "../components/sign.tsx";

/** The question, and the answer before anything else. */
export function Answer({ view: { report, scenario } }: { view: View }) {
  const { answer, more } = splitAnswer(report.answer);
  const made = report.checks.filter(({ ok }) => ok !== null);
  const held = made.filter(({ ok }) => ok === true).length;
  return (
    <header class="answer">
      <p class="eyebrow">
        WebRTC man-in-the-middle lab <span aria-hidden="true">/</span> {scenario.title}
      </p>
      <h1>{report.question}</h1>
      <p class="headline">{answer}</p>
      {more !== "" && <p class="lead">{more}</p>}
      <p class="verdict">
        <Sign tone={TONES[report.result]}>This run went {RESULT_WORDS[report.result]}</Sign>
        <span class="verdict-detail">
          <a href="#checks">
            {held} of {made.length} checks hold
          </a>
          {made.length < report.checks.length && `, ${report.checks.length - made.length} could not be made`}
        </span>
      </p>
    </header>
  );
}

const TONES: Readonly<Record<Result, Tone>> = {
  "as-expected": "good",
  "not-as-expected": "bad",
  inconclusive: "open",
  "harness-error": "open",
};
