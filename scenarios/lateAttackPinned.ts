import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import {
  ALARMS_OF_BOTH,
  alarmsOf,
  CHAT,
  compareAloud,
  contentRead,
  greeting,
  isRead,
  REFUSED_BY_DEFENCE,
  secret,
  wasRaised,
} from "./script.ts";

export default defineScenario({
  id: "late-attack-pinned",
  title: "The attack comes after the comparison, and the certificate is remembered",
  question: "Is one comparison enough if its result is remembered?",
  story: [
    "As in the scenario late-attack, but each peer remembers the certificate of the call in which they compared.",
  ],
  lesson:
    "One comparison and a memory of its certificates protect the next call too, before any of its content.",
  answer(evidence) {
    const { disclosed } = evidence;
    if (wasRaised(evidence, "PIN_MISMATCH") && !isRead(evidence))
      return answered(
        "yes",
        "Yes: the pin from the call in which the peers compared exposed the next one, and nothing was read.",
        disclosed,
        alarmsOf(evidence),
      );
    return answered(
      "no",
      `No: ${isRead(evidence) ? `${contentRead(evidence)} was read` : "no remembered certificate raised an alarm"}.`,
      disclosed,
      alarmsOf(evidence),
    );
  },
  limits: [
    "The peers keep their certificates from call to call. With a new certificate they have to compare again.",
  ],
  references: ["RFC 8826 §4.3.2.1"],
  classroom: [
    {
      question:
        "Compared with the scenario pinned-certificate: what does the comparison in the first call add?",
      answer:
        "It makes sure that what is remembered is the other person's. Without it the pin only says “the same as last time”.",
    },
    {
      question: "At which moment was the secret protected?",
      answer:
        "When DTLS delivered a certificate other than the remembered one: the peers refused it before any channel could open, so the secret was never sent.",
    },
    {
      question: "Bob gets a new device. What should Alice's application do?",
      answer:
        "Say that the certificate changed, and ask for a new comparison before anything is sent. If it asks too often, people will confirm without comparing.",
    },
  ],
  defences: ["compare-fingerprints", "pin-certificate"],
  controls: ["honest-defended", "late-attack"],
  calls: [
    { ...CHAT, script: [compareAloud, greeting] },
    { ...CHAT, attack: "substitute-fingerprint", script: [secret] },
  ],
  expect: {
    ...REFUSED_BY_DEFENCE,
    comparison: "match",
    disclosed: [],
    withheld: ["secret"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("PIN_MISMATCH"),
  },
});
