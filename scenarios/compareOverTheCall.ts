import { defineScenario } from "../src/scenario.ts";
import { CHAT, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "compare-over-the-call",
  title: "Comparing over the attacked call",
  question: "Can the peers compare their fingerprints over the call itself?",
  story: [
    "The server is in the middle. The peers send each other their fingerprints over the data channel. The server looks for them in the messages and puts in what the listener expects.",
  ],
  lesson: "A channel cannot vouch for itself: a comparison needs one that the attacker does not control.",
  limits: [
    "It rewrites text that it recognises. Whether a voice could be forged as quickly is not tested here.",
  ],
  references: ["RFC 8826 §4.3.2.2", "RFC 8827 §6.5"],
  defences: ["compare-over-the-call"],
  controls: ["honest-defended", "mitm"],
  calls: [
    {
      ...CHAT,
      attack: "rewrite-comparison",
      script: [{ step: "compare", method: "full-fingerprint", over: "chat" }, secret],
    },
  ],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "match",
    disclosed: ["secret"],
    withheld: [],
    altered: "yes",
    alarms: [],
  },
});
