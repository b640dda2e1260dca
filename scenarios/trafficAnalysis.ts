import { defineScenario, type Step } from "../src/scenario.ts";

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
  limits: [
    "It tests one classifier on two texts. That this one guesses at chance does not prove that no classifier could do better: it does not test timing that depends on the content.",
    "Chance alone makes the 99.99 % interval miss one half once in ten thousand runs.",
  ],
  references: ["RFC 8826 §4.3", "RFC 5246 §6.2.3.3", "RFC 8446 §E.3"],
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
        "Its length. AES-GCM adds a fixed number of bytes to what it encrypts, so only SCTP’s padding to a multiple of four bytes blurs the length of the text.",
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
    link: { alice: "connected", bob: "connected" },
    remoteCertificate: { alice: "genuine", bob: "genuine" },
    possession: { alice: "proven", bob: "proven" },
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
