import { defineScenario } from "../src/scenario.ts";
import { CHAT, greeting } from "./script.ts";

export default defineScenario({
  id: "weak-fingerprint-md5",
  title: "An MD5 fingerprint only",
  question: "Does the stack go on when the SDP offers nothing but an MD5 fingerprint?",
  story: [
    "The server replaces the fingerprint by an MD5 fingerprint. RFC 8122 forbids MD5, and the stack refuses to go on.",
  ],
  lesson: "The stack refuses MD5, as it must.",
  limits: ["The value is made up: it does not test whether the stack would compare it rightly."],
  references: ["RFC 8122 §5"],
  defences: [],
  controls: ["honest", "weak-fingerprint"],
  calls: [{ ...CHAT, attack: "md5-fingerprint", script: [greeting] }],
  expect: {
    link: { alice: "failed", bob: "failed" },
    remoteCertificate: { alice: "none", bob: "none" },
    possession: { alice: "proven", bob: "proven" },
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    altered: "no",
    alarms: [],
  },
});
