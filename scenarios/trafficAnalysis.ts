import { answered, unanswered } from "../src/contract/answer.ts";
import type { Evidence } from "../src/contract/evidence.ts";
import { defineScenario, type Step } from "../src/scenario.ts";
import { WITH_EACH_OTHER } from "./script.ts";

const sameLength: readonly [string, string] = ["Buy one hundred now.", "Sell everything now."];
const twoLengths: readonly [string, string] = ["Yes.", "No, and please do not ask me again before Monday."];

function tosses(channel: string, texts: readonly [string, string]): Step {
  return { step: "toss-coins", by: "alice", channel, texts, times: 400 };
}

export default defineScenario({
  id: "traffic-analysis",
  title: "What the sizes and times of encrypted messages give away",
  question: "Encryption hides what is said. Does it hide how much is said, and when?",
  story: [
    "Alice sends 400 messages on each of two channels. For each she tosses a coin and sends one of two texts that an observer knows. On the first channel both texts have the same length; on the second their lengths differ.",
    "The observer has the recording only: sizes, times and the order of encrypted records. It guesses each message. Its guesses are written down before Alice tells how the coins fell.",
  ],
  lesson:
    "The content of a message is hidden; its length and its time are not. Where the possible messages differ in length, the length alone can give the message away.",
  answer(evidence) {
    const told = evidence.guesses.find(({ score }) => score !== undefined && score.low > 0.5);
    const scored = evidence.guesses.filter(({ score }) => score !== undefined);
    const finding = (basis: Evidence["guesses"][number]["basis"]) => ({
      value: "scored",
      because: "",
      basis,
    });
    if (scored.length === 0) return unanswered("no guess was made by the rules of the experiment");
    return told?.score
      ? answered(
          "no",
          `No: an observer without a key guessed ${told.score.right} of ${told.score.of} messages right on the channel “${told.channel}”.`,
          finding(told.basis),
        )
      : answered(
          "partly",
          "Partly: this observer told no messages apart better than by chance; another one might.",
          finding(scored.flatMap(({ basis }) => basis)),
        );
  },
  limits: [
    "It tests one classifier on two texts, and each message waits for the one before. Where it does no better than chance, 400 tosses rule out only success beyond the upper end of its interval, near 60 %. It does not test timing that depends on the content, or another classifier.",
    "Chance alone makes a 99.99 % interval miss one half about once in ten thousand runs.",
  ],
  references: ["RFC 8826 §4.3", "RFC 5246 §6.2.3.3", "RFC 8446 §E.3", "RFC 6562"],
  classroom: [
    {
      question:
        "Both texts of the first channel were known, and each was sent about 200 times. Why does that not help the observer?",
      answer:
        "Each record is encrypted with another nonce, so the same text never looks the same twice, and both texts have one length. What is left is timing, which did not depend on the text here.",
    },
    {
      question: "On the second channel, which part of the record gave the text away?",
      answer:
        "Its length. AES-GCM adds a fixed number of bytes to what it encrypts, so the length of the text is blurred only by SCTP: its padding to a multiple of four bytes, other chunks in the same packet, and the cutting of long messages.",
    },
    {
      question: "How could an application hide the length, and what does it cost?",
      answer:
        "By padding messages to one length, or to a few. Every message then costs as much as the longest. DTLS 1.3 can pad within the record (RFC 8446 §5.4); in DTLS 1.2 with AES-GCM the application has to do it.",
    },
  ],
  defences: [],
  controls: ["honest"],
  calls: [
    {
      caller: "alice",
      channels: [
        { label: "chat" },
        { label: "same length", quiet: true },
        { label: "two lengths", quiet: true },
      ],
      script: [
        {
          step: "say",
          by: "alice",
          channel: "chat",
          type: "text",
          content: "Listen now: {canary}.",
          canary: "start",
        },
        tosses("same length", sameLength),
        tosses("two lengths", twoLengths),
      ],
    },
  ],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
