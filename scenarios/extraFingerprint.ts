import { defineScenario } from "../src/scenario.ts";
import { ALARMS_OF_BOTH, CHAT, compareAloud, greeting, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "extra-fingerprint",
  title: "A second fingerprint beside the genuine one",
  question: "Is the first fingerprint in the SDP the one that counts?",
  story: [
    "The server leaves the genuine fingerprint in the SDP and adds its own behind it. The stack accepts a certificate that any line vouches for.",
    "A person who compares the first line of the SDP would see the genuine fingerprint. Here the peers compare the certificate that DTLS delivered.",
  ],
  lesson:
    "What must be compared is the certificate that DTLS delivered, not a line of the SDP: one matching line is all a stack asks for.",
  limits: [
    "The order of the lines decides what a careless reader sees. It does not decide what the stack accepts.",
  ],
  references: ["RFC 8122 §5", "RFC 8842 §5"],
  defences: ["compare-fingerprints"],
  controls: ["honest", "skipped-comparison"],
  calls: [{ ...CHAT, attack: "add-fingerprint", script: [greeting, compareAloud, secret] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "mismatch",
    disclosed: ["greeting"],
    withheld: ["secret"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("FINGERPRINT_MISMATCH"),
  },
});
