import type { Scenario } from "../../scenario.ts";
import type { Report } from "./report.ts";

/** What an attack came to, as a person would put it. */
export type Outcome =
  | "nothing-attacked"
  | "false-alarm"
  | "read"
  | "altered"
  | "caught-before-content"
  | "caught-after-content"
  | "blocked"
  | "not-noticed"
  | "unknown";

/** In words and with a symbol: a colour is never the only signal. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, { readonly symbol: string; readonly words: string }>> = {
  "nothing-attacked": { symbol: "·", words: "nobody attacked" },
  "false-alarm": { symbol: "!", words: "nobody attacked, false alarm" },
  read: { symbol: "◉", words: "read, not noticed" },
  altered: { symbol: "✎", words: "altered, not noticed" },
  "caught-before-content": { symbol: "✓", words: "caught before content" },
  "caught-after-content": { symbol: "◐", words: "caught after content" },
  blocked: { symbol: "■", words: "blocked by the stack" },
  "not-noticed": { symbol: "○", words: "not noticed, nothing read" },
  unknown: { symbol: "?", words: "unknown" },
};

/** From the evidence of a run alone; whether it was expected is another question. */
export function outcomeOf({ calls }: Scenario, { evidence }: Report): Outcome {
  const { disclosed, altered, alarms, link } = evidence;
  if (disclosed.value === "unknown" || altered.value === "unknown") return "unknown";
  if (calls.every(({ attack }) => attack === undefined)) {
    if (disclosed.value === "yes") return "read";
    return alarms.length > 0 ? "false-alarm" : "nothing-attacked";
  }
  if (alarms.length > 0) return disclosed.value === "yes" ? "caught-after-content" : "caught-before-content";
  if (disclosed.value === "yes") return altered.value === "yes" ? "altered" : "read";
  const connected = link.alice.value === "connected" && link.bob.value === "connected";
  return connected ? "not-noticed" : "blocked";
}
