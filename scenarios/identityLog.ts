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
  id: "identity-log",
  title: "Certificates in a public log",
  question: "Does it stop a server in the middle if certificates must stand in a public log?",
  story: [
    "Alice and Bob have entered their certificates under their names in a public log, which only grows. The log signs its head, one hash over all entries, and the head reaches both of them over another channel.",
    "The server puts itself in the middle with certificates of its own. DTLS delivers one of them to each peer, and WebRTC is content. Each peer then looks in the log for that certificate under the other’s name. It is not there, and both refuse.",
  ],
  lesson:
    "A log turns “is this Bob’s certificate?” into “has somebody said so where Bob can see it?”. An attacker who does not dare to say so is refused. What becomes of one who does is the question of the next scenario.",
  answer(evidence) {
    if (isRead(evidence))
      return answered("no", `No: ${contentRead(evidence)} was read in this run.`, evidence.disclosed);
    return caughtInTime(evidence, "LOG_ENTRY_MISSING")
      ? answered(
          "yes",
          "Yes, as long as it does not enter its own: its certificates were not in the log, and both peers refused them.",
          alarmsOf(evidence),
          evidence.disclosed,
        )
      : answered("partly", "Partly: nothing was read, but the log was not why.", evidence.disclosed);
  },
  limits: [
    "The log is honest, and both peers get the same head over another channel. It does not test a log that shows each of them another list.",
    "How an entry comes to be under the right name for people who meet for the first time is not tested.",
  ],
  references: ["RFC 9162 §2.1, §8.1", "RFC 6962 §2.1", "RFC 8826 §4.3.2"],
  classroom: [
    {
      question: "The log vouches for no entry. What is it good for, then?",
      answer:
        "It makes every statement public and lasting. A false one can no longer be made to one person alone, and its victim can find it.",
    },
    {
      question: "A proof that an entry is in the log has few hashes. Why is that enough?",
      answer:
        "Each hash stands for a whole part of the tree. With them the peer computes the head from the entry alone; to make a false entry lead to the same head, SHA-256 would have to be broken (RFC 9162 §2.1.3).",
    },
    {
      question: "Why must both peers have the same head?",
      answer:
        "The server that stores the log could keep two lists, one for each peer, each sound in itself. Then each would look in a list that the other never sees. Whoever compares heads finds out; a proof of inclusion does not show it.",
    },
  ],
  defences: ["look-up-in-log"],
  controls: ["honest-defended", "skipped-comparison", "identity-log-entered"],
  calls: [{ ...CHAT, attack: "substitute-fingerprint", script: [greeting] }],
  expect: {
    ...REFUSED_BY_DEFENCE,
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("LOG_ENTRY_MISSING"),
  },
});
