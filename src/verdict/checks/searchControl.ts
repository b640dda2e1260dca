import type { Case } from "../../run/case.ts";
import type { Check } from "../contract.ts";
import { searchControl as control, whySilenceProvesNothing } from "../evidence/disclosed.ts";

/** Without these an empty search proves nothing: where one of them fails, the run is inconclusive. */
export const CONTROLS: readonly string[] = ["search-control", "logs-complete"];

/** The control of every "not disclosed": the same search, where it must find something. It never fails a run. */
export function searchControl(run: Case): Check[] {
  const { missed, hits, searched } = control(run);
  const doubt = whySilenceProvesNothing(run);
  return [
    {
      id: "search-control",
      claim:
        "the search finds every canary in what its sender said it sent, and the recorder's marker in the capture",
      expected: `${searched} of ${searched} found`,
      observed: `${searched - missed.length} of ${searched} found${missed.length > 0 ? `; missed: ${missed.join(", ")}` : ""}`,
      ok: searched > 0 && missed.length === 0 ? true : null,
      basis: hits.map(({ basis }) => basis),
    },
    {
      id: "logs-complete",
      claim: "the operator's log and recording reach their own end marks",
      expected: "complete",
      observed: doubt ?? "complete",
      ok: doubt === undefined ? true : null,
      basis: [],
    },
  ];
}
