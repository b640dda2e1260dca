import { OUTCOME_WORDS, type Outcome } from "../../../contract/outcome.ts";

/** What an outcome means for the peers. A colour each; symbol and words always stand beside it. */
export type OutcomeTone = "harm" | "late" | "caught" | "blocked" | "neutral";

export const OUTCOME_TONES: Readonly<Record<Outcome, OutcomeTone>> = {
  "nothing-attacked": "neutral",
  "false-alarm": "late",
  read: "harm",
  altered: "harm",
  forged: "harm",
  "told-apart": "harm",
  "bytes-exposed": "harm",
  "opened-in-simulation": "harm",
  "nothing-opened": "blocked",
  "caught-before-content": "caught",
  "caught-after-content": "late",
  "caught-by-one-side": "harm",
  "blocked-by-stack": "blocked",
  "blocked-by-guard": "blocked",
  "carried-sealed": "blocked",
  "not-noticed": "late",
  unknown: "neutral",
};

/** What a run came to for its peers: the loudest signal of a page. */
export function OutcomeSign({ outcome }: { outcome: Outcome }) {
  const { symbol, words } = OUTCOME_WORDS[outcome];
  return (
    <strong class={`outcome-sign ${OUTCOME_TONES[outcome]}`}>
      <span aria-hidden="true">{symbol}</span> {words}
    </strong>
  );
}
