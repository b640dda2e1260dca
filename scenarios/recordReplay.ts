import { answered } from "../src/contract/answer.ts";
import { defineScenario, type Step } from "../src/scenario.ts";
import { CHAT, contentRead, isRead, WITH_EACH_OTHER } from "./script.ts";

const order: Step = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: "Please pay Carol one hundred, and put this on it: {canary}.",
  canary: "order",
};

/** It takes the same way as the copies and comes behind them: when it arrives, they have arrived. */
const later: Step = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: "That was all, thank you.",
};

export default defineScenario({
  id: "record-replay",
  title: "An old record, sent again",
  question: "Does DTLS see that a record comes a second time?",
  story: [
    "Alice sends Bob an order. The attacker owns the network between them. It cannot read the record, but it keeps it, and sends it three times more from Alice's address.",
    "DTLS lets a receiver keep a window of the record numbers that it has taken, and drop what comes again; it does not make it a duty. The stack has no such window: each copy is genuine, and each is opened and handed up. Here the peers run it as it comes.",
    "The layer above is what stops it. SCTP has a number of its own for each chunk, has had this one before, and says so in its acknowledgement. Bob reads the order once.",
  ],
  lesson:
    "An authentic record is not a fresh one. Where the stack does not look, the protocol above it must: SCTP does, by its own numbers. A protocol above that did not would carry out the order four times.",
  answer(evidence) {
    const { disclosed, replays } = evidence;
    const { sent, taken, delivered } = replays;
    const finding = { ...replays, value: sent > 0 ? "sent" : "unknown", because: "no record was sent again" };
    if (isRead(evidence)) return answered("no", `No: ${contentRead(evidence)} was read.`, disclosed);
    if (taken === 0) return answered("yes", `Yes: of ${sent} copies DTLS took none.`, finding);
    return delivered === 0
      ? answered(
          "no",
          `No: DTLS took ${taken} of ${sent} copies; SCTP knew them again and delivered none.`,
          finding,
        )
      : answered(
          "no",
          `No: DTLS took ${taken} of ${sent} copies, and ${delivered} messages came out once more.`,
          finding,
        );
  },
  limits: [
    "It shows this version of werift. Most stacks have the window; OpenSSL has it on by default.",
    "SCTP knows a chunk again as long as its association lasts. That its numbers come round after 2^32 chunks, and copies of the packets that set it up, are not tested.",
  ],
  references: ["RFC 6347 §4.1.2.6", "RFC 9260 §6.2", "RFC 8261 §3"],
  classroom: [
    {
      question: "The attacker has no key. Why does the copy pass the check of the tag?",
      answer:
        "It is the record that Alice made, byte for byte, and its tag is right. A tag says who made the record and that nobody changed it; it does not say that this is the first time it comes.",
    },
    {
      question: "How does the report know that DTLS took the copies, if nothing came out?",
      answer:
        "From Bob's own acknowledgements, opened with the true secret: his SCTP lists the number of the chunk as a duplicate (RFC 9260 §6.2). It can only know of a copy that DTLS handed to it.",
    },
    {
      question: "Which protocols over DTLS would be worse off than data channels?",
      answer:
        "Those in which one datagram is one command, without a number of its own. They need the window, or an identifier in the message. SRTP has a window of its own for the same reason (RFC 3711 §3.3.2).",
    },
  ],
  defences: [],
  controls: ["record-replay-window", "honest"],
  calls: [
    {
      ...CHAT,
      attack: "repeat-record",
      dangerSkipGuards: ["replay"],
      script: [order, { step: "inject", to: "bob" }, later],
    },
  ],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "no",
    replaysTaken: "all",
    alarms: [],
  },
});
