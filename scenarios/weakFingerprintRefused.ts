import { defineScenario } from "../src/scenario.ts";
import { ALARMS_OF_BOTH, CHAT, greeting } from "./script.ts";

export default defineScenario({
  id: "weak-fingerprint-refused",
  title: "No fingerprint below SHA-256",
  question: "Does a floor on the fingerprint algorithm help?",
  story: [
    "The same attack as in the scenario weak-fingerprint. These peers refuse a certificate that no fingerprint of SHA-256 or stronger vouches for.",
  ],
  lesson: "A floor refuses the weak fingerprint before any content, whoever sent it.",
  limits: ["A server that sends a SHA-256 fingerprint of its own certificate passes this floor."],
  references: ["RFC 8122 §5"],
  defences: ["sha-256-floor"],
  controls: ["honest-defended", "weak-fingerprint"],
  calls: [{ ...CHAT, attack: "sha-1-fingerprint", script: [greeting] }],
  expect: {
    link: { alice: "aborted", bob: "aborted" },
    remoteCertificate: { alice: "substituted", bob: "substituted" },
    possession: { alice: "proven", bob: "proven" },
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("WEAK_FINGERPRINT"),
  },
});
