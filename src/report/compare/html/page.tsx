import { Document, renderDocument } from "../../html/components/document.tsx";
import { Printing } from "../../html/components/printing.tsx";
import type { Page } from "../../model/page.ts";
import { compareRuns, type RunComparison } from "../model/comparison.ts";
import { Descriptions } from "./descriptions.tsx";
import { Findings } from "./findings.tsx";
import { Fingerprints } from "./fingerprints.tsx";
import { FirstScreen } from "./firstScreen.tsx";
import { Holdings } from "./holdings.tsx";
import { Checks, Claims } from "./results.tsx";
import { Steps } from "./steps.tsx";

/** The parts in the order in which they are read. A new part is added here. */
const PARTS = [Findings, Descriptions, Fingerprints, Steps, Holdings, Checks, Claims] as const;

/**
 * `compare/<left>-<right>.html`: two runs side by side, under the same policy as a report: no script, nothing from outside. It
 * stands one directory below the runs, and links to both reports and to the index.
 */
export function renderComparison(left: Page, right: Page): string {
  return renderRunComparison(compareRuns(left, right));
}

/** The same from a comparison that was made already. */
export function renderRunComparison(comparison: RunComparison): string {
  const { left, right } = comparison;
  return renderDocument(
    <Document title={`${left.scenario.id} and ${right.scenario.id}, side by side`}>
      <FirstScreen comparison={comparison} />
      {PARTS.map((Body) => (
        <Body comparison={comparison} />
      ))}
      <Printing page="comparison">
        Printed, this page has what differs; what is the same, the checks and the claims stay folded.
      </Printing>
    </Document>,
  );
}
