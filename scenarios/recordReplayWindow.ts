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
  id: "record-replay-window",
  title: "An old record, and a window against it",
  question: "Does a window of record numbers keep a repeated record out?",
  story: [
    "The same attacker and the same copies as in the scenario record-replay. The peers now have the guard that this lab adds to werift: a window of 64 record numbers, as RFC 6347 describes it.",
    "The copies arrive, and end there. SCTP hears nothing of them: none of Bob's acknowledgements names a duplicate.",
  ],
  lesson:
    "The window costs a few bytes for each connection and makes replay the business of the layer to which it belongs. What is above need not know of it.",
  answer(evidence) {
    const { disclosed, replays } = evidence;
    const { sent, taken, delivered } = replays;
    const finding = { ...replays, value: sent > 0 ? "sent" : "unknown", because: "no record was sent again" };
    if (isRead(evidence)) return answered("no", `No: ${contentRead(evidence)} was read.`, disclosed);
    return taken === 0
      ? answered(
          "yes",
          `Yes: DTLS took none of ${sent} copies, and ${delivered === 0 ? "nothing" : "something"} came out once more.`,
          finding,
        )
      : answered("no", `No: DTLS took ${taken} of ${sent} copies.`, finding);
  },
  limits: [
    "That the copies arrived rests on the network's word and, where the kernel was asked, on its capture: a record that is dropped leaves no other trace.",
    "A genuine record that comes more than 64 numbers late is dropped as well. On a path that reorders so much, that is a loss.",
  ],
  references: ["RFC 6347 §4.1.2.6", "RFC 9260 §6.2"],
  classroom: [
    {
      question: "Why must the number be entered into the window only after the tag was checked?",
      answer:
        "Otherwise anybody could send a record with a number to come and rubbish in it, and the genuine record of that number would be dropped (RFC 6347 §4.1.2.6).",
    },
    {
      question: "Why does DTLS leave the window optional, when TLS has no replays at all?",
      answer:
        "TLS runs over TCP, which delivers each byte once and in order, so it can count by itself. Datagrams can come twice without any attacker, and some applications would rather see them twice than keep state.",
    },
    {
      question: "Nothing was noticed by Alice or Bob. Should a repeated record raise an alarm?",
      answer:
        "No. Networks repeat datagrams by accident too, and RFC 6347 §4.1.2.7 has invalid records dropped in silence. An alarm would let anybody on the path end the call.",
    },
  ],
  defences: [],
  controls: ["record-replay", "honest"],
  calls: [{ ...CHAT, attack: "repeat-record", script: [order, { step: "inject", to: "bob" }, later] }],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "no",
    replaysTaken: "none",
    alarms: [],
  },
});
