import { defineScenario, type Step } from "../src/scenario.ts";
import { ALARMS_OF_BOTH, CHAT, compareAloud, secret, WITH_THE_ATTACKER } from "./script.ts";

const warning: Step = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: "Do not pay before I have called you. The reason is {canary}.",
  canary: "warning",
  arrives: false,
};

const goodbye: Step = {
  step: "say",
  by: "bob",
  channel: "chat",
  type: "text",
  content: "Thank you, I will pay at once.",
};

export default defineScenario({
  id: "mitm-drop",
  title: "A server in the middle that keeps one message back",
  question: "Can the server keep one message back, and let the others pass?",
  story: [
    "The server is in the middle as in the scenario mitm. Alice names an account number, and then warns Bob not to pay yet. The server lets the first message pass and keeps the second.",
    "Alice’s stack is told that everything arrived. Bob’s stack misses nothing. Afterwards they compare their fingerprints, and notice that somebody was there.",
  ],
  lesson:
    "A reliable channel is reliable only to its other end. SCTP’s acknowledgements come from whoever holds the DTLS connection, so a server in the middle can keep what it likes, and neither end has a gap to see.",
  answer({ delivery }) {
    const lost = delivery.sent - delivery.arrived;
    if (lost === 0)
      return {
        verdict: "no",
        sentence: `No: all ${delivery.sent} messages of content arrived.`,
        basis: delivery.basis,
      };
    return {
      verdict: "yes",
      sentence: `Yes: ${lost} of ${delivery.sent} messages never arrived, and the channel seemed to work.`,
      basis: delivery.basis,
    };
  },
  limits: [
    "That a message did not arrive is known to the lab, which asks both peers. The peers themselves number nothing.",
    "The attacker keeps short messages. It could as well delay them.",
  ],
  references: ["RFC 8826 §4.3.2", "RFC 9260 §6.2", "RFC 8832 §5.2"],
  classroom: [
    {
      question: "SCTP repeats what is not acknowledged. Why does Alice’s stack not repeat the warning?",
      answer:
        "Because it is acknowledged. The server put something else under the same sequence number, something that a data channel ignores, and Bob’s stack acknowledged that.",
    },
    {
      question: "Could the two applications have noticed it without comparing fingerprints?",
      answer:
        "They could number their messages and ask for what is missing. But the server in the middle can change the numbers, too, unless they are protected with a key that it does not have.",
    },
    {
      question: "Why is a message that does not arrive worth more to an attacker than one that it reads?",
      answer:
        "Silence also says something. Who is not warned goes on, and who gets no answer draws conclusions. Reading harms a secret; choosing what arrives steers what people do.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["honest", "mitm"],
  calls: [{ ...CHAT, attack: "drop-message", script: [secret, warning, goodbye, compareAloud] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "mismatch",
    disclosed: ["secret", "warning"],
    withheld: [],
    altered: "no",
    alarms: ALARMS_OF_BOTH("FINGERPRINT_MISMATCH"),
  },
});
