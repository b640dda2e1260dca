import { defineScenario } from "../src/scenario.ts";
import { ALARMS_OF_BOTH, CHAT, compareAloud, greeting, secret } from "./script.ts";

export default defineScenario({
  id: "late-attack-pinned",
  title: "The attack comes after the comparison, and the certificate is remembered",
  question: "Is one comparison enough if its result is remembered?",
  story: [
    "As in the scenario late-attack, but each peer remembers the certificate of the call in which they compared.",
  ],
  lesson: "One comparison and a memory of its certificates protect the next call too, before any content.",
  limits: [
    "The peers keep their certificates from call to call. With a new certificate they have to compare again.",
  ],
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
