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
