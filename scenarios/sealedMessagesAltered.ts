import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { CHAT, contentRead, greeting, isRead, secret, WITH_THE_ATTACKER, wasRaised } from "./script.ts";

export default defineScenario({
  id: "sealed-messages-altered",
  title: "A sealed message changed on the way",
  question: "Can a server change a message that it cannot read?",
  story: [
    "As in the scenario sealed-messages, the server carries the call between its two legs, and all that it holds is sealed. It lets the greeting pass. Of the next message it flips one bit.",
    "Bob’s decryption of that message fails: its authentication tag does not fit (AES-GCM). He takes nothing of it, raises the alarm, and hangs up.",
  ],
  lesson:
    "Encryption that is not authenticated would have let the changed bit through. Sealing refuses a message that was changed, replayed, or moved to another channel; that a message is kept back shows only when somebody misses it.",
  answer(evidence) {
    const { disclosed, altered } = evidence;
    if (isRead(evidence))
      return answered("yes", `Yes, and it read ${contentRead(evidence)} in this run.`, disclosed);
    if (altered.content > 0) return answered("yes", "Yes: a changed message was taken in this run.", altered);
    return wasRaised(evidence, "SEAL_INVALID")
      ? answered("no", "No: the changed message did not open, and Bob raised the alarm.", altered, disclosed)
      : answered("partly", "Partly: nothing was changed in this run, and no alarm was raised.", altered);
  },
  limits: [
    "One bit of one message. The tests of the seal change each byte of a message, and replay it.",
    "The alarm says that something on the way changes messages. A damaged path cannot: DTLS discards damaged records before.",
  ],
  references: ["RFC 5116 §2.1", "Noise Protocol Framework, revision 34, §11.4", "RFC 8826 §4.3.2"],
  classroom: [
    {
      question: "The attacker could have dropped the message instead. Would anybody notice?",
      answer:
        "Not by the seal of that message. The next one has a number that is two higher, so an application that wants to can notice the gap; on a channel that may lose messages a gap means nothing.",
    },
    {
      question: "Why does the seal cover the name of the channel?",
      answer:
        "Otherwise the server could deliver a message on another channel than its sender chose: a remark from the chat as a command, if the application has such a channel.",
    },
    {
      question: "Why does Bob hang up and not just discard the message?",
      answer:
        "DTLS delivers no damaged record, so a message that does not open was changed on purpose, or the two programs have lost count of each other. Either way what follows is not what the other person sent. An application that must go on can discard; then one bit a message is enough to keep people from talking, unnoticed.",
    },
  ],
  defences: ["seal-messages"],
  controls: ["flipped-bit", "honest-defended"],
  calls: [{ ...CHAT, attack: "flip-bit", script: [greeting, { ...secret, arrives: "refused" }] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "no",
    alarms: [{ by: "bob", code: "SEAL_INVALID" }],
  },
});
