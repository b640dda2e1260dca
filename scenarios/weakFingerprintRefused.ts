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
  id: "weak-fingerprint-refused",
  title: "No fingerprint below SHA-256",
  question: "Does a floor on the fingerprint algorithm help?",
  story: [
    "The same attack as in the scenario weak-fingerprint. These peers refuse a certificate that no fingerprint of SHA-256 or stronger vouches for.",
  ],
  lesson: "A floor refuses the weak fingerprint before any content, whoever sent it.",
  answer(evidence) {
    const { disclosed } = evidence;
    return caughtInTime(evidence, "WEAK_FINGERPRINT")
      ? answered(
          "partly",
          "Partly: it refused this SHA-1 fingerprint before any content was sent; a server that sends SHA-256 of its own certificate passes it (scenario mitm).",
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
  limits: ["A server that sends a SHA-256 fingerprint of its own certificate passes this floor."],
  references: ["RFC 8122 §5"],
  classroom: [
    {
      question: "Does the floor protect against the server in the middle?",
      answer:
        "Only against this one. A server that sends a SHA-256 fingerprint of its own certificate passes; see the scenario mitm.",
    },
    {
      question: "When was the call refused, and what had the attacker got by then?",
      answer:
        "After the handshake, when the delivered certificate was compared with the lines of the description, and before any content: the greeting was never sent. The attacker had the descriptions, the candidates and the certificates, which it would have had anyway.",
    },
    {
      question: "Why does the floor belong in the application and not into the stack?",
      answer:
        "A stack has to work with what the standard allows, and RFC 8122 §5 allows SHA-1. An application knows its own peers and may ask for more.",
    },
  ],
  defences: ["sha-256-floor"],
  controls: ["honest-defended", "weak-fingerprint"],
  calls: [{ ...CHAT, attack: "sha-1-fingerprint", script: [greeting] }],
  expect: {
    ...REFUSED_BY_DEFENCE,
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("WEAK_FINGERPRINT"),
  },
});
