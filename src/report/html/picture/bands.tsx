import type { ComponentChildren } from "preact";
import type { Attacker } from "../../../run/calls.ts";
import type { Arrow } from "../../sequence/row.ts";
import { BAND_SPANS, passes, placed, standingIn, type Way } from "./columns.ts";

/**
 * The parties between the peers, as they stand in one row. What goes past one of them is drawn behind its band, and
 * the band says so.
 */
export function Bands({
  attacker,
  passing,
  sight,
}: {
  attacker: Attacker | undefined;
  /** What goes from one lane to another in this row, and may pass a band. */
  passing?: { readonly way: Way; readonly medium: Medium };
  /** What the band of the attacker, or of an honest server, says in this row. */
  sight?: ComponentChildren;
}) {
  return (
    <>
      {standingIn(attacker).map((who) => {
        const speaks = sight !== undefined && who === (attacker ?? "server");
        const isPassed = !speaks && passing !== undefined && passes(passing.way, who);
        return (
          <span
            class={`band ${who} ${placed(BAND_SPANS[who])} ${attacker === who ? "attacked" : ""} ${speaks ? "speaks" : ""}`}
          >
            {speaks && sight}
            {isPassed && <span class="past">{PASSED[who](passing.medium)}</span>}
          </span>
        );
      })}
    </>
  );
}

type Medium = Arrow["medium"] | "message";

/** The server is not on the peers' own path. An attacker on that path is, and forwards what it leaves alone; the signalling does not come its way. */
const PASSED: Readonly<Record<Attacker, (medium: Medium) => string>> = {
  server: () => "passes behind",
  path: (medium) => (medium === "signalling" ? "passes behind" : "lets it pass"),
};
