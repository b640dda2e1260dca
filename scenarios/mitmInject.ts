import { answered } from "../src/contract/answer.ts";
import { defineScenario, type Step } from "../src/scenario.ts";
import {
  ALARMS_OF_BOTH,
  alarmsOf,
  CHAT,
  compareAloud,
  secret,
  WITH_THE_ATTACKER,
  wasRaised,
} from "./script.ts";

/** What the attacker adds is said after this message. */
const account: Step = { ...secret, forged: 1 };

const farewell: Step = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: "That is all. I will send you the invoice.",
};

const reply: Step = {
  step: "say",
  by: "bob",
  channel: "chat",
  type: "text",
  content: "Good, I will do as you say.",
};

export default defineScenario({
  id: "mitm-inject",
  title: "A server in the middle that speaks in Alice’s name",
  question: "Can the server say something that none of the peers said?",
  story: [
    "The server is in the middle as in the scenario mitm. Alice names an account number. The server lets that pass and adds a message of its own to it: the money is to be transferred today, and nobody should call.",
    "To Bob it is one of Alice’s messages, on the same channel and in order. He answers, Alice goes on, and neither stack misses anything. Afterwards they compare their fingerprints, and notice that somebody was there.",
  ],
  lesson:
    "Nothing in a data channel is signed by the person who speaks. DTLS says that a message comes from the other end of the connection, so whoever is that end can speak in the other person’s name. Comparing fingerprints exposes it, here after the damage.",
  answer(evidence) {
    const { times, basis } = evidence.delivery.invented;
    if (times === 0)
      return {
        verdict: "no",
        sentence: "No: every message that arrived had been sent by the other peer.",
        basis: evidence.delivery.basis,
      };
    const noticed = wasRaised(evidence, "FINGERPRINT_MISMATCH")
      ? "only comparing fingerprints showed afterwards that somebody was there"
      : "only the lab noticed";
    return answered(
      "yes",
      `Yes: ${times === 1 ? "one message" : `${times} messages`} arrived that nobody had sent, and ${noticed}.`,
      { value: "yes", because: "", basis },
      alarmsOf(evidence),
    );
  },
  limits: [
    "That nobody sent the message is known to the lab, which asks both peers. The peers themselves sign nothing.",
    "The attacker speaks once, after a message. It could as well speak before the first one, or as Bob.",
  ],
  references: ["RFC 8826 §4.3.2", "RFC 9260 §3.3.1, §3.3.4", "RFC 8831 §6.6"],
  classroom: [
    {
      question: "SCTP numbers its chunks. Why did neither end notice that there was one too many?",
      answer:
        "The numbers say only in which order one end sent its chunks. The server is that end for Bob: it gave the added message the next number, moved all later ones by one, and moved Bob’s acknowledgements back before it passed them to Alice.",
    },
    {
      question: "The text is plainly in the channel that Alice opened. What tells Bob that she wrote it?",
      answer:
        "Nothing but the connection. Whoever holds its other end can write there, and Bob’s stack has no other proof. If Alice signed each message with a key that Bob knows from elsewhere, the server could still read, but not speak in her name.",
    },
    {
      question: "Alice never sees the added message. How could she and Bob find out about it later?",
      answer:
        "By comparing what each has of the conversation, over a channel that the server does not hold. Over this connection the server could show each of them the conversation that it likes.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["honest", "mitm"],
  calls: [{ ...CHAT, attack: "inject-message", script: [account, reply, farewell, compareAloud] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "mismatch",
    disclosed: ["secret"],
    withheld: [],
    altered: "no",
    alarms: ALARMS_OF_BOTH("FINGERPRINT_MISMATCH"),
  },
});
