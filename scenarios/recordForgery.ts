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
  arrives: false,
  forged: 1,
};

export default defineScenario({
  id: "record-forgery",
  title: "A nonce used twice, and a forged order",
  question: "Can somebody on the path who has no key change what Alice says?",
  story: [
    "The peers run the stack without the guard of their record numbers, so one record of each gets the nonce of Finished, as in the scenario unguarded-stack. The attacker on the path records both.",
    "AES-GCM makes a tag from the record, the nonce and a secret value, the hash key. Two tags under one nonce give an equation in the hash key alone, a polynomial over GF(2^128). The attacker finds its few roots, and one of them is the key.",
    "Then Alice sends an order. The attacker knows how the app words one. In counter mode a bit turned in the ciphertext is the same bit turned in the text, so it turns those of the payee and the sum, computes the tag under each possible key, and sends these records just ahead of the genuine one. Bob's stack drops those that do not fit and takes the one that does. The genuine record comes too late: SCTP has had its number.",
  ],
  lesson:
    "One repeated nonce ends the authentication of AES-GCM for that direction, and with it the promise that nobody on the path can change anything. No certificate was wrong, no key was stolen, and a comparison of fingerprints would have been a match.",
  answer: answerOnForgery,
  limits: [
    "The attacker has to guess the text that it changes, to the bit. What it cannot guess, here the reference, it leaves as it is and does not learn.",
    "The nonce comes twice because of a fault of this version of werift that the lab's guard repairs; here the guard is left out.",
    "It changes a message that is under way. A message of its own would take SCTP numbers that it does not know.",
  ],
  references: ["RFC 9325 §7.2.1", "RFC 5288 §3", "RFC 5116 §5.1.1", "RFC 9260 §6.8"],
  classroom: [
    {
      question: "The attacker never learns the key of the cipher. How can it encrypt?",
      answer:
        "It does not. It takes what Alice encrypted and turns single bits. In counter mode each turns the same bit of the text, and nothing else. What protects against that is only the tag, and for the tag it has the key.",
    },
    {
      question: "Two tags and one equation: why is the hash key not hidden behind the mask of each tag?",
      answer:
        "A tag is GHASH plus a mask that depends on the key and the nonce. With the same nonce the mask is the same, and the sum of the two tags has none. What is left depends on the hash key alone (RFC 9325 §7.2.1).",
    },
    {
      question: "SCTP has a checksum too. Why does it not notice?",
      answer:
        "A CRC is no secret and linear: how it changes follows from which bits are turned, whatever the rest says. It is there for accidents (RFC 9260 §6.8).",
    },
  ],
  defences: [],
  controls: ["record-forgery-guarded", "unguarded-stack", "honest"],
  calls: [{ ...CHAT, attack: "forge-record", dangerSkipGuards: ["nonce"], script: [...chatter, order] }],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "yes",
    noncesReused: true,
    forgery: "taken",
    alarms: [],
  },
});
