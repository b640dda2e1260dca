/** What a run came to for its peers, as a person would put it. */
export const OUTCOMES = [
  "nothing-attacked",
  "false-alarm",
  "read",
  "altered",
  "forged",
  "told-apart",
  "bytes-exposed",
  "nothing-opened",
  "opened-in-simulation",
  "caught-before-content",
  "caught-after-content",
  "caught-by-one-side",
  "blocked-by-stack",
  "blocked-by-guard",
  "carried-sealed",
  "not-noticed",
  "unknown",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** In words and with a symbol: a colour is never the only signal. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, { readonly symbol: string; readonly words: string }>> = {
  "nothing-attacked": { symbol: "·", words: "nobody attacked" },
  "false-alarm": { symbol: "!", words: "nobody attacked, false alarm" },
  read: { symbol: "◉", words: "read, not noticed" },
  altered: { symbol: "✎", words: "read and altered, not noticed" },
  forged: { symbol: "✐", words: "not read, but a forged message taken" },
  "told-apart": { symbol: "◌", words: "not opened, but messages told apart" },
  "bytes-exposed": { symbol: "◍", words: "not opened, but some bytes exposed" },
  "nothing-opened": { symbol: "◇", words: "tried with stolen keys, nothing opened" },
  "opened-in-simulation": {
    symbol: "◔",
    words: "nobody attacked; opened once the key exchange was broken, in simulation",
  },
  "caught-before-content": { symbol: "✓", words: "caught before content" },
  "caught-after-content": { symbol: "◐", words: "caught after content" },
  "caught-by-one-side": { symbol: "◑", words: "caught by one side only" },
  "blocked-by-stack": { symbol: "■", words: "blocked by the WebRTC stack" },
  "blocked-by-guard": { symbol: "▣", words: "blocked by the lab's guard of the stack" },
  "carried-sealed": { symbol: "◫", words: "carried by the attacker, who read only sealed messages" },
  "not-noticed": { symbol: "○", words: "not noticed, nothing read" },
  unknown: { symbol: "?", words: "unknown" },
};
