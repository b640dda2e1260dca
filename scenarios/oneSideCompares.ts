import { answered } from "../src/contract/answer.ts";
import { defineScenario, type Step } from "../src/scenario.ts";
import { alarmsOf, CHAT, greeting, WITH_THE_ATTACKER, wasRaised, wasRead } from "./script.ts";

const secret: Step = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: "Now that we are alone: the account number is {canary}.",
  canary: "secret",
  arrives: false,
};

export default defineScenario({
  id: "one-side-compares",
  title: "Only Bob compares",
  question: "Is it enough if one of the two compares?",
  story: [
    "The server is in the middle as in the scenario mitm. Alice and Bob read their fingerprints to each other, but only Bob listens and compares. He notices, and hangs up.",
    "His goodbye goes through the server, and through its legs. The server keeps it. Alice’s connection stands, because it was never a connection with Bob, and she says what she wanted to say once they were alone.",
  ],
  lesson:
    "Whoever compares protects themselves, not the other. The one who notices has to tell the other over something that the attacker does not control; hanging up tells them nothing.",
  answer(evidence) {
    const { disclosed } = evidence;
    const noticed = wasRaised(evidence, "FINGERPRINT_MISMATCH");
    if (wasRead(evidence, "secret"))
      return noticed
        ? answered(
            "no",
            "No: one peer noticed and hung up, and what the other one said afterwards was read all the same.",
            disclosed,
            alarmsOf(evidence),
          )
        : answered("no", "No: the secret was read, and nobody noticed.", disclosed);
    return answered(
      noticed ? "yes" : "partly",
      noticed
        ? "Yes, in this run: one peer noticed, and nothing that was said afterwards was read."
        : "Partly: nobody noticed, and the secret was not read in this run.",
      disclosed,
      alarmsOf(evidence),
    );
  },
  limits: [
    "Nobody answers Alice after Bob has gone: an attacker that plays Bob’s part, or puts messages of its own in his name, is not tried here.",
    "It does not test how long Alice’s stack waits before it gives up on a silent association.",
  ],
  references: ["RFC 8826 §4.3.2", "RFC 9260 §9"],
  classroom: [
    {
      question: "Bob hung up. Why did Alice’s connection not end?",
      answer:
        "Alice has no connection with Bob. Hers ends at the server’s leg, and the server decides what she hears of Bob’s: here nothing, neither his bye in the signalling nor the end of his SCTP association.",
    },
    {
      question: "What should Bob have done?",
      answer:
        "Told Alice over the channel on which he heard her fingerprint: they were talking there. An application cannot do that for him, because all it has is the call and the signalling.",
    },
    {
      question: "How could the comparison be made so that one listener is enough?",
      answer:
        "As a code that depends on both certificates: both people see the same one or both see a wrong one. But whoever does not look at it learns nothing, and only the other can tell them.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["mitm", "skipped-comparison", "honest"],
  calls: [
    {
      ...CHAT,
      attack: "keep-goodbyes",
      script: [greeting, { step: "compare", method: "full-fingerprint", by: "bob" }, secret],
    },
  ],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "mismatch",
    disclosed: ["greeting", "secret"],
    withheld: [],
    altered: "no",
    alarms: [{ by: "bob", code: "FINGERPRINT_MISMATCH" }],
  },
});
