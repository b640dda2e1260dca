import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { alarmsOf, CHAT, contentRead, greeting, isRead, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "identity-log-entered",
  title: "A log that nobody watches",
  question: "Is a public log enough if nobody watches over the own name in it?",
  story: [
    "As in the scenario identity-log, each peer looks up the certificate that DTLS delivered. But before the call the server has entered its own two certificates, one under Bob’s name and one under Alice’s. The log takes entries from anybody.",
    "Both peers find what they look for, with a proof that it is in the log. They are content, and the server reads.",
  ],
  lesson:
    "A log does not prevent a false entry. It only makes one visible, and that is worth something if somebody looks.",
  answer(evidence) {
    const { disclosed } = evidence;
    if (!isRead(evidence))
      return answered("partly", "Partly: nothing was read in this run.", disclosed, alarmsOf(evidence));
    return evidence.alarms.length === 0
      ? answered(
          "no",
          `No: the log had the attacker’s certificates, and ${contentRead(evidence)} was read.`,
          disclosed,
        )
      : answered("partly", `Partly: ${contentRead(evidence)} was read, but there was an alarm.`, disclosed);
  },
  limits: ["The false entries stay in the log. It does not test who finds them later, and what then."],
  references: ["RFC 9162 §1, §8.1", "RFC 6962 §5.3", "RFC 8826 §4.3.2"],
  classroom: [
    {
      question: "The proof of inclusion was right. What did it prove?",
      answer: "That somebody has entered this certificate under Bob’s name. Not that Bob did.",
    },
    {
      question: "Could the log refuse the entry?",
      answer:
        "If it knew who may enter what, for instance by a signature with the key of the entry before. Then it is no longer the entries alone that must be believed, but that rule and the one who applies it.",
    },
    {
      question: "What can Bob do when he finds the entry a week later?",
      answer:
        "He cannot take back what was read. He can prove to everybody that it happened: the log’s signed head contains the false entry. For a server that wants to be trusted that is the risk.",
    },
  ],
  defences: ["look-up-in-log"],
  controls: ["identity-log-watched", "honest-defended"],
  calls: [{ ...CHAT, attack: "enter-log", script: [greeting] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "not-made",
    disclosed: ["greeting"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
