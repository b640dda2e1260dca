import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { CHAT, contentRead, isRead, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "nonce-chosen-last",
  title: "Nonces without a commitment",
  question: "Do random nonces alone make a short code safe?",
  story: [
    "Alice and Bob send each other a random nonce over the call. Their code of two words depends on both nonces and on both certificates, so that nobody can search for it before the call. The server stands in the middle. It gives Bob any nonce, and Bob’s nonce tells it the words that he will read. Only then does it answer Alice, with a nonce that it has searched for until she will read the same words.",
  ],
  lesson:
    "Nonces only move the search into the call. Whoever chooses last chooses the code; it takes a commitment to bind them before.",
  answer(evidence) {
    const { disclosed, comparison } = evidence;
    if (comparison.value === "match" && isRead(evidence))
      return answered(
        "no",
        `No: whoever chooses last chooses the code; the codes agreed, and ${contentRead(evidence)} was read.`,
        disclosed,
        comparison,
      );
    return comparison.value === "mismatch"
      ? answered("yes", "Yes, in this run: the codes differed.", comparison)
      : answered("partly", "Partly: nothing was read in this run.", disclosed, comparison);
  },
  limits: [
    "The server searches on one thread, while Alice waits for its answer. How long a wait people or applications would accept is not tested.",
  ],
  references: ["RFC 6189 §4.4.1.1"],
  classroom: [
    {
      question:
        "The code depends on two nonces that the server could not foresee. Why does that not stop it?",
      answer:
        "It need not foresee them. It hears both before it has to send its own last nonce, and then everything else that goes into the two codes is settled: it tries nonces until they agree.",
    },
    {
      question: "Which single message would have to be added, and when?",
      answer:
        "A commitment by the first peer before the second one reveals its nonce. Then the server, towards the second peer, is bound to a nonce before it knows that peer’s, and there is nothing left to search: scenario short-code-committed.",
    },
    {
      question: "Would it help if Alice hung up when an answer takes longer than usual?",
      answer:
        "Hardly. The search takes a moment for 16 bits and can be shared among machines, while honest networks delay messages by as much. Each further bit doubles the search; a commitment ends it.",
    },
  ],
  defences: ["compare-exchanged-code"],
  controls: ["honest-defended", "short-code-committed"],
  calls: [
    {
      caller: "alice",
      channels: [...CHAT.channels, { label: "comparison" }],
      attack: "choose-nonce-last",
      script: [{ step: "compare", method: "exchanged-code-16" }, secret],
    },
  ],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "match",
    disclosed: ["secret"],
    withheld: [],
    altered: "yes",
    alarms: [],
  },
});
