import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import {
  ALARMS_OF_BOTH,
  bothFooled,
  CHAT,
  compareAloud,
  greeting,
  secret,
  WITH_THE_ATTACKER,
} from "./script.ts";

export default defineScenario({
  id: "extra-fingerprint",
  title: "A second fingerprint next to the genuine one",
  question: "Is the first fingerprint in the SDP the one that counts?",
  story: [
    "The server leaves the genuine fingerprint in the SDP and adds its own after it. The stack accepts a certificate that matches any line of its preferred hash function.",
    "The first line that each peer receives is still the genuine one: a person who compares that line would find nothing wrong. Here the peers compare the certificate that DTLS delivered.",
  ],
  lesson:
    "What must be compared is the certificate that DTLS delivered, not a line of the SDP: one matching line of the same hash function is all that this stack asks for.",
  answer(evidence) {
    const { alice, bob } = evidence.remoteCertificate;
    return bothFooled(evidence)
      ? answered(
          "no",
          "No: both peers went on with a certificate that is not the other’s; where the first line still names the genuine one, another line decided.",
          alice,
          bob,
        )
      : answered(
          "partly",
          "Partly: a peer did not go on with a certificate that was not the other’s.",
          alice,
          bob,
        );
  },
  limits: [
    "The added line uses the same algorithm. Where algorithms differ, RFC 8122 §5 has an endpoint use those that it prefers most, and so does this stack: an added SHA-1 line would get nobody in. That is not tested here.",
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
    genuineFirstOfSeveral: true,
    altered: "no",
    alarms: ALARMS_OF_BOTH("FINGERPRINT_MISMATCH"),
  },
});
