import { OUTCOME_WORDS, OUTCOMES, type Outcome } from "../../contract/outcome.ts";
import type { PlayedCell } from "./playedMatrix.ts";

/** An outcome in a word, for a cell of the matrix; the legend has the whole of it. */
export const CELL_WORDS: Readonly<Record<Outcome, string>> = {
  "nothing-attacked": "silent",
  "false-alarm": "false alarm",
  read: "read",
  altered: "altered",
  forged: "forged",
  "told-apart": "told apart",
  "bytes-exposed": "exposed",
  "nothing-opened": "shut",
  "opened-in-simulation": "simulated",
  "caught-before-content": "caught",
  "caught-after-content": "late",
  "caught-by-one-side": "one side",
  "blocked-by-stack": "stack",
  "blocked-by-guard": "guard",
  "carried-sealed": "sealed",
  "not-noticed": "unnoticed",
  unknown: "unknown",
};

/** What the words of a matrix mean, in the contract's order: only those that are in it. */
export function legendOf(
  cells: readonly PlayedCell[],
): readonly { readonly symbol: string; readonly word: string; readonly meaning: string }[] {
  const used = new Set(cells.map(({ outcome }) => outcome));
  return OUTCOMES.filter((outcome) => used.has(outcome)).map((outcome) => ({
    symbol: OUTCOME_WORDS[outcome].symbol,
    word: CELL_WORDS[outcome],
    meaning: OUTCOME_WORDS[outcome].words,
  }));
}
