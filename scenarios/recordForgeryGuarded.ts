import { ORDER } from "../src/attacks/forgeRecord.ts";
import { defineScenario, type Step } from "../src/scenario.ts";
import { answerOnForgery, CHAT, chatter, WITH_EACH_OTHER } from "./script.ts";

const order: Step = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: `${ORDER.begins}{canary}${ORDER.ends}`,
  canary: "order",
};

export default defineScenario({
  id: "record-forgery-guarded",
  title: "No nonce twice, and nothing to forge with",
  question: "Can the attacker of the scenario record-forgery change anything where no nonce comes twice?",
  story: [
    "The same attacker, the same messages, and the guard of the record numbers in place: they go on after Finished, so that each nonce comes once.",
    "The attacker looks for two records under one nonce and finds none. When the order passes it has no equation to solve and sends nothing.",
  ],
  lesson:
    "What keeps the attacker out is that each nonce comes once, and that is all. A line of code decides it.",
  answer: answerOnForgery,
  limits: [
    "It tests this attack alone. That AES-GCM withstands every attack while its nonces are unique is the work of others.",
  ],
  references: ["RFC 5288 §3", "RFC 5116 §3.1", "RFC 9325 §7.2.1"],
  classroom: [
    {
      question: "The attacker tried nothing. How does the report know that it would have?",
      answer:
        "Its control does: the scenario record-forgery is the same attack on the same messages, and there it finds the nonces and forges. Only the guard is different.",
    },
    {
      question: "Could the attacker just turn the bits and keep the old tag?",
      answer:
        "It could, and the record would be dropped in silence (RFC 6347 §4.1.2.7): without the hash key the chance that a tag fits is 1 in 2^128.",
    },
    {
      question: "How do other protocols avoid that an implementation uses a nonce twice?",
      answer:
        "By leaving it no choice: TLS 1.3 and DTLS 1.3 derive the nonce from the record number, and nothing of it is sent (RFC 8446 §5.3). Or with a cipher that survives it, such as AES-GCM-SIV (RFC 8452).",
    },
  ],
  defences: [],
  controls: ["record-forgery", "honest"],
  calls: [{ ...CHAT, attack: "forge-record", script: [...chatter, order] }],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "no",
    forgery: "none",
    alarms: [],
  },
});
