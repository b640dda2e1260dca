import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { alarmsOf, CHAT, contentRead, greeting, isRead, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "pinned-first-contact",
  title: "The attacker was there first",
  question: "Does a remembered certificate help if the attacker was there in the first call?",
  story: [
    "The server attacks from the first call on. Each peer remembers the certificate that it saw, and that is the attacker’s. In the second call it sees the same one again.",
  ],
  lesson: "Trust on first use trusts whoever was there first.",
  answer(evidence) {
    const { disclosed, alarms } = evidence;
    if (isRead(evidence) && alarms.length === 0)
      return answered(
        "no",
        `No: ${contentRead(evidence)} were read over both calls, and the remembered certificate was the attacker’s.`,
        disclosed,
      );
    return answered(
      "partly",
      `Partly: ${alarms.length > 0 ? "an alarm was raised" : "nothing was read"} in this run.`,
      disclosed,
      alarmsOf(evidence),
    );
  },
  limits: [
    "It does not test what happens when the attacker goes away: then the genuine certificate would raise the alarm.",
  ],
  references: ["RFC 8826 §4.3.2.1"],
  classroom: [
    {
      question: "The pin matched in the second call. What did it prove?",
      answer: "That the other end was the same as in the first call. The attacker was.",
    },
    {
      question: "Where else is trust on first use common, and what makes it bearable there?",
      answer:
        "In SSH, for the server's host key. It is bearable where the first contact is likely to be honest, where an attacker would have to stay in every later connection, and where the key can be compared once over another channel.",
    },
    {
      question: "The attacker leaves after the second call, and the third one is honest. What happens?",
      answer:
        "The genuine certificate does not match the remembered one: the alarm comes up when the attack is over. This run does not show it; it follows from the rule that the pin applies.",
    },
  ],
  defences: ["pin-certificate"],
  controls: ["honest-defended", "pinned-certificate"],
  calls: [
    { ...CHAT, attack: "substitute-fingerprint", script: [greeting] },
    { ...CHAT, attack: "substitute-fingerprint", script: [secret] },
  ],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "not-made",
    disclosed: ["greeting", "secret"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
