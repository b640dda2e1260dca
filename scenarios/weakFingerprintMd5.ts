import { defineScenario } from "../src/scenario.ts";
import { CHAT, greeting } from "./script.ts";

export default defineScenario({
  id: "weak-fingerprint-md5",
  title: "An MD5 fingerprint only",
  question: "Does the stack go on when the SDP offers nothing but an MD5 fingerprint?",
  story: [
    "The server replaces the fingerprint by the true MD5 fingerprint of its own certificate. The value is right, but RFC 8122 forbids MD5, and the stack refuses to go on.",
  ],
  lesson: "The stack refuses MD5, as it must, even where the value is right.",
  limits: ["It does not test MD5 beside a stronger fingerprint: test/stack.test.ts does."],
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
