import { defineScenario } from "../src/scenario.ts";
import { ALARMS_OF_BOTH, CHAT, compareAloud, greeting, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "extra-fingerprint",
  title: "A second fingerprint beside the genuine one",
  question: "Is the first fingerprint in the SDP the one that counts?",
  story: [
    "The server leaves the genuine fingerprint in the SDP and adds its own behind it. The stack accepts a certificate that any line vouches for.",
    "The first line that each peer receives is still the genuine one: a person who compares that line would find nothing wrong. Here the peers compare the certificate that DTLS delivered.",
  ],
  lesson:
    "What must be compared is the certificate that DTLS delivered, not a line of the SDP: one matching line is all that this stack asks for.",
  limits: [
    "The added line uses the same algorithm. Where algorithms differ, RFC 8122 lets the strongest decide, so the choice of the line matters; that is not tested here.",
  ],
  references: ["RFC 8122 §5"],
  classroom: [
    {
      question: "RFC 8122 §5 allows several fingerprint lines. What is that good for?",
      answer:
        "An endpoint may have more than one certificate, or name one certificate by several hash functions for the sake of peers that do not know the newer one.",
    },
    {
      question:
        "An application shows the first fingerprint of the remote description for comparison. What does it show in this scenario?",
      answer:
        "The genuine one, while the connection runs to the attacker. The display and the check look at different things. What has to be shown is the fingerprint of the certificate that DTLS delivered.",
    },
    {
      question: "How can an application in a browser get the certificate that DTLS delivered?",
      answer:
        "By getRemoteCertificates() of RTCDtlsTransport, which gives it in DER, or by the certificate entries of getStats() where the browser fills them from the connection. werift's getStats() shows the description's first fingerprint instead.",
    },
  ],
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
