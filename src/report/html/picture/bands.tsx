import type { ComponentChildren } from "preact";
import type { Attacker } from "../../../run/calls.ts";
import { BAND_SPANS, passes, placed, type Span, standingIn } from "./columns.ts";

/**
 * The parties between the peers, as they stand in one row. What goes past one of them is drawn behind its band, and
 * the band says so.
 */
export function Bands({
  attacker,
  way,
  sight,
}: {
  attacker: Attacker | undefined;
  /** What goes by in this row, if anything does. */
  way?: Span;
  /** What the band of the attacker, or of an honest server, says in this row. */
  sight?: ComponentChildren;
}) {
  return (
    <>
      {standingIn(attacker).map((who) => {
        const speaks = sight !== undefined && who === (attacker ?? "server");
        const isPassed = !speaks && way !== undefined && passes(way, who);
        return (
          <span
            class={`band ${who} ${placed(BAND_SPANS[who])} ${attacker === who ? "attacked" : ""} ${speaks ? "speaks" : ""}`}
          >
            {speaks && sight}
            {isPassed && <span class="past">passes behind</span>}
          </span>
        );
      })}
    </>
  );
}
