import { defineScenario } from "../src/scenario.ts";
import { ALARMS_OF_BOTH, CHAT, compareAloud, greeting, secret } from "./script.ts";

export default defineScenario({
  id: "late-attack-pinned",
  title: "The attack comes after the comparison, and is remembered",
  question: "Is one comparison enough if its result is remembered?",
  story: [
    "As in the scenario late-attack, but each peer remembers the certificate of the call in which they compared.",
  ],
  lesson: "One comparison and a memory of it protect all later calls.",
  limits: ["The peers keep their certificates from call to call."],
  references: ["RFC 8826 §4.3.2.1"],
  defences: ["compare-fingerprints", "pin-certificate"],
  controls: ["honest-defended", "late-attack"],
  calls: [
    { ...CHAT, script: [compareAloud, greeting] },
    { ...CHAT, attack: "substitute-fingerprint", script: [secret] },
  ],
  expect: {
    link: { alice: "aborted", bob: "aborted" },
    remoteCertificate: { alice: "substituted", bob: "substituted" },
    possession: { alice: "proven", bob: "proven" },
    comparison: "match",
    disclosed: [],
    withheld: ["secret"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("PIN_MISMATCH"),
  },
});
