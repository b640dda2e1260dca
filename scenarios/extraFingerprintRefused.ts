import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import {
  ALARMS_OF_BOTH,
  alarmsOf,
  CHAT,
  caughtInTime,
  contentRead,
  greeting,
  isRead,
  REFUSED_BY_DEFENCE,
} from "./script.ts";

export default defineScenario({
  id: "extra-fingerprint-refused",
  title: "Every fingerprint line must match",
  question: "Does it help to compare every fingerprint line with the certificate?",
  story: [
    "The same attack as in the scenario extra-fingerprint. These peers refuse a certificate that any fingerprint line contradicts, or a line that they cannot verify.",
  ],
  lesson: "A policy stricter than the stack’s own catches the added line before any content.",
  answer(evidence) {
    const { disclosed } = evidence;
    return caughtInTime(evidence, "EXTRA_FINGERPRINT")
      ? answered(
          "yes",
          "Yes, against an added line: the peers refused the attacker’s certificate before any content was sent.",
          disclosed,
          alarmsOf(evidence),
        )
      : answered(
          "no",
          `No: ${isRead(evidence) ? `${contentRead(evidence)} was read` : "no such alarm came in time"}.`,
          disclosed,
          alarmsOf(evidence),
        );
  },
  limits: [
    "A server that replaces the line instead of adding one passes this policy.",
    "The policy also refuses an honest peer that offers several certificates, which RFC 8122 §5 allows.",
  ],
  references: ["RFC 8122 §5"],
  classroom: [
    {
      question: "Which honest peer does this policy lock out?",
      answer:
        "One that offers several certificates, which RFC 8122 §5 allows: the lines of those that it does not use in this connection contradict the one that it uses.",
    },
    {
      question: "The server now replaces the line instead of adding one. What happens?",
      answer:
        "Every line matches the attacker's certificate, and the policy is satisfied. That is the attack of the scenario mitm.",
    },
    {
      question: "Both links count as aborted and not as failed. What is the difference?",
      answer:
        "The stack itself was content and finished the handshake. The lab's own policy then refused the certificate, before any content.",
    },
  ],
  defences: ["every-fingerprint-line"],
  controls: ["honest-defended", "extra-fingerprint"],
  calls: [{ ...CHAT, attack: "add-fingerprint", script: [greeting] }],
  expect: {
    ...REFUSED_BY_DEFENCE,
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    genuineFirstOfSeveral: true,
    altered: "no",
    alarms: ALARMS_OF_BOTH("EXTRA_FINGERPRINT"),
  },
});
