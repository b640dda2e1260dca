import { defineScenario } from "../src/scenario.ts";
import { CHAT, greeting, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "skipped-comparison",
  title: "Nobody compares",
  question: "Does anybody notice if nobody compares?",
  story: ["The same attack as in the scenario mitm. Nobody compares anything."],
  lesson: "A defence that is not used does not defend. WebRTC alone raises no alarm, and everything is read.",
  limits: ["It does not test how often people skip a comparison that they are asked for."],
  references: ["RFC 8826 §4.3.2", "RFC 8827 §6.5"],
  defences: [],
  controls: ["honest"],
  calls: [{ ...CHAT, attack: "substitute-fingerprint", script: [greeting, secret] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "not-made",
    disclosed: ["greeting", "secret"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
