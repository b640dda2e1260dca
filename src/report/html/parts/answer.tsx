import type { Check } from "../../../contract/check.ts";
import { resultSentence } from "../../../contract/result.ts";
import { heldChecks } from "../../model/heldChecks.ts";
import { mapOf } from "../../model/map.ts";
import { screensOf } from "../../model/screens.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Foreign } from "../components/foreign.tsx";
import { OutcomeSign } from "../components/outcomeTone.tsx";
import { Prose } from "../components/prose.tsx";
import { CallMapFigure } from "../map/callMap.tsx";
import { ScreenStrip } from "../map/screens.tsx";
import { TopWays } from "./ways.tsx";

/** The first screen: the question and its answer, what it came to for the peers, who sat where, and who had what. */
export function Answer({ view }: { view: View }) {
  const { report, scenario, listing, run } = view;
  const map = mapOf(run, report.evidence);
  return (
    <header class="answer first-screen">
      <TopWays view={view} />
      <div class="says">
        <Failures view={view} />
        <h1>{report.question}</h1>
        <p class={report.answer.sentence.length > LONG ? "headline long" : "headline"}>
          {report.answer.sentence}
        </p>
        <p class="came-to">
          <span class="came-to-label">For the peers:</span> <OutcomeSign outcome={report.outcome} />
        </p>
        <Verdict view={view} />
        {report.result === "as-expected" && (
          <p class="lesson">
            <Prose>{scenario.lesson}</Prose>
          </p>
        )}
        {report.answer.basis.length > 0 && (
          <p class="faint small-print">
            The answer rests on <Basis basis={report.answer.basis} listing={listing} />
          </p>
        )}
      </div>
      {map ? <CallMapFigure map={map} /> : <p>No call was begun in this run.</p>}
      <ScreenStrip screens={screensOf(run, report.evidence)} view={view} />
    </header>
  );
}

/** A sentence of more characters is set smaller, so that the first screen stays one. */
const LONG = 80;

/** Whether the run went as its scenario foretells: beside the outcome, and never louder than it. */
function Verdict({ view: { report } }: { view: View }) {
  const { held, made, notMade } = heldChecks(report.checks);
  return (
    <p class={`verdict ${report.result}`}>
      {resultSentence(report.result)}:{" "}
      <a href="#checks">
        {held} of {made} checks hold
      </a>
      {notMade > 0 && `, ${notMade} could not be made`}.
    </p>
  );
}

/** What went wrong stands first, by name: failed checks, or why the run proves nothing. */
function Failures({ view: { report } }: { view: View }) {
  const failed = report.checks.filter(({ ok }) => ok === false);
  if (report.result === "as-expected" || report.result === "observed") return null;
  return (
    <section class="failures" aria-label="What went wrong">
      {report.result === "inconclusive" ? (
        <p>
          <strong>? Inconclusive.</strong> This run does not answer the question, either way.
        </p>
      ) : (
        <p>
          <strong>
            ✗ {failed.length} {failed.length === 1 ? "check fails" : "checks fail"}.
          </strong>{" "}
          Read the answer with this in mind:
        </p>
      )}
      <ul>
        {failed.slice(0, MAX_FAILED).map((check) => (
          <li>
            <Failed check={check} />
          </li>
        ))}
      </ul>
      {failed.length > MAX_FAILED && (
        <p>
          <a href="#checks">and {failed.length - MAX_FAILED} more</a>
        </p>
      )}
    </section>
  );
}

const MAX_FAILED = 3;

function Failed({ check }: { check: Check }) {
  return (
    <>
      <a href={`#check-${check.id}`}>
        <Foreign text={check.claim} limit={160} />
      </a>
      : expected <Foreign text={check.expected} limit={60} />, observed{" "}
      <Foreign text={check.observed} limit={160} />
    </>
  );
}
