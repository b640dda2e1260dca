import type { Report } from "../../model/report.ts";
import { summaryOf } from "../../model/summary.ts";
import { OutcomeSign } from "../components/outcomeTone.tsx";

/** The index's first screen: its question, what the runs answer, and how many came to what. */
export function Summary({ reports }: { reports: readonly Report[] }) {
  const { runs, asExpected, checksNotMade, outcomes, whoReads, whoNotices, howNoticed } = summaryOf(reports);
  return (
    <header class="answer index-screen">
      <p class="eyebrow">WebRTC man-in-the-middle lab</p>
      <h1>Who can read what two WebRTC peers tell each other, and how would they notice?</h1>
      <p class="headline">{whoReads}</p>
      <p class="lead">
        {whoNotices} {howNoticed}
      </p>
      <ul class="tally" aria-label="What the runs came to">
        {outcomes.map(({ outcome, count }) => (
          <li>
            <OutcomeSign outcome={outcome} /> <span class="times">{count}</span>
          </li>
        ))}
      </ul>
      <p class="faint">
        {asExpected} of {runs} runs went as expected, which does not mean that they went well for the peers
        {checksNotMade === 0
          ? ". Every check could be made."
          : `. ${checksNotMade} ${checksNotMade === 1 ? "check" : "checks"} could not be made; each report says which, and why.`}
      </p>
    </header>
  );
}
