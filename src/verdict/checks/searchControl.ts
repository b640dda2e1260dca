import type { Check, CheckId } from "../../contract/check.ts";
import type { Case } from "../case.ts";

/** Without these an empty search proves nothing: where one of them fails, the run is inconclusive. */
export const CONTROLS: readonly CheckId[] = ["search-control", "logs-complete"];

/** The control of every "not disclosed": the same search, where it must find something. It never fails a run. */
export function searchControl({ run: { logs } }: Case): Check[] {
  const { sought, missed, basis } = logs.control;
  const found = `${sought - missed.length} of ${sought} found`;
  return [
    {
      id: "search-control",
      claim:
        "the search finds every canary in what its sender said it sent, and the recorder's marker in the capture",
      expected: `${sought} of ${sought} found`,
      observed: missed.length > 0 ? `${found}; missed: ${missed.join(", ")}` : found,
      ok: sought > 0 && missed.length === 0 ? true : null,
      basis: [...basis],
    },
    {
      id: "logs-complete",
      claim: "the server's log and the recording reach their own end marks",
      expected: "complete",
      observed: logs.doubt ?? "complete",
      ok: logs.doubt === undefined ? true : null,
      basis: [...logs.endMarks],
    },
  ];
}
