import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { alarmsOf, CHAT, caughtInTime, contentRead, greeting, isRead } from "./script.ts";

export default defineScenario({
  id: "identity-log-watched",
  title: "A log in which people watch over their names",
  question: "Can the server enter its own certificate under another person’s name unnoticed?",
  story: [
    "The server enters its certificates under Alice’s and Bob’s names, as in the scenario identity-log-entered. This time each peer reads the whole log before it takes a description, computes the signed head again, and looks for entries under its own name.",
    "Alice’s offer reaches Bob. In the log he finds a certificate under his name that he never made. He raises the alarm and hangs up, before any DTLS begins.",
  ],
  lesson:
    "Alice cannot know which of two entries under Bob’s name is false. Bob can. A log is a defence because each person watches over the one name that they know everything about.",
  answer(evidence) {
    if (isRead(evidence))
      return answered("yes", `Yes: ${contentRead(evidence)} was read in this run.`, evidence.disclosed);
    return caughtInTime(evidence, "LOG_ENTRY_FOREIGN")
      ? answered(
          "no",
          "No: the person whose name it was found the entry and raised the alarm before the call.",
          alarmsOf(evidence),
          evidence.disclosed,
        )
      : answered("partly", "Partly: nothing was read, but nobody found the entry.", evidence.disclosed);
  },
  limits: [
    "Here the peers look right before the call, after the entry was made. An entry made between two looks is found at the second.",
    "The log shows everybody the same entries. Two lists are found only by whoever compares heads.",
  ],
  references: ["RFC 9162 §8.2", "RFC 6962 §5.3"],
  classroom: [
    {
      question: "Why is a proof of inclusion of no use to Bob here?",
      answer:
        "It shows that one entry is there. He has to know that no other one is under his name, and for that he needs all entries and computes the head from them.",
    },
    {
      question: "The log could remove the false entry after the call. Who would notice?",
      answer:
        "Everybody who keeps the earlier head: the log would have to show that the later one continues it, and for a list with an entry removed there is no such proof (RFC 9162 §2.1.4).",
    },
    {
      question: "Bob gets a new phone and enters a new certificate. What does Alice see?",
      answer:
        "Two entries under Bob’s name, both sound. She cannot tell a new phone from an attack; Bob can, if he watches. The log moves the alarm to the person who can judge it.",
    },
  ],
  defences: ["look-up-in-log", "watch-log"],
  controls: ["identity-log-entered", "honest-defended"],
  calls: [{ ...CHAT, attack: "enter-log", script: [greeting] }],
  expect: {
    link: { alice: "pending", bob: "aborted" },
    linkFailure: { alice: "hung-up", bob: "refused-by-defence" },
    remoteCertificate: { alice: "none", bob: "none" },
    possession: { alice: "none", bob: "none" },
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    altered: "no",
    alarms: [{ by: "bob", code: "LOG_ENTRY_FOREIGN" }],
  },
});
