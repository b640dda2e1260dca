import { defineScenario } from "../src/scenario.ts";
import { CHAT, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "short-code",
  title: "A short code, and an attacker who searches",
  question: "Is a code of two words enough?",
  story: [
    "The peers read two words aloud, 16 bits of one hash over both fingerprints. When Bob has answered, the server knows the words that he will read. It varies its certificate until Alice will read the same.",
  ],
  lesson:
    "A short code over certificates alone can be ground in a fraction of a second: its strength is the attacker’s computing time, and 16 bits are next to none.",
  limits: ["One thread of this machine searches. What longer codes would cost is extrapolated, not tried."],
  references: ["RFC 8826 §4.3.2.2", "RFC 6189 §4.4.1.1"],
  defences: ["compare-short-code"],
  controls: ["honest-defended", "short-code-committed"],
  calls: [
    { ...CHAT, attack: "grind-short-code", script: [{ step: "compare", method: "short-code-16" }, secret] },
  ],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "match",
    disclosed: ["secret"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
