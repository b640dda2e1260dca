import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { CHAT, contentRead, isRead, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "short-code",
  title: "A short code, and an attacker who searches",
  question: "Is a code of two words over the certificates enough?",
  story: [
    "The peers read two words aloud, 16 bits of one hash over both fingerprints. When Bob has answered, the server knows the words that he will read. It varies the certificate that Alice has not seen yet until she will read the same.",
  ],
  lesson:
    "A short code over certificates alone holds out as long as the attacker has to compute: for 16 bits 65,536 tries on average, and the run’s own time says how long its tries took.",
  answer(evidence) {
    const { disclosed, comparison } = evidence;
    if (comparison.value === "match" && isRead(evidence))
      return answered(
        "no",
        `No: the attacker found a certificate for which the codes agree, and ${contentRead(evidence)} was read.`,
        disclosed,
        comparison,
      );
    return comparison.value === "mismatch"
      ? answered("yes", "Yes, in this run: the codes differed.", comparison)
      : answered("partly", "Partly: nothing was read in this run.", disclosed, comparison);
  },
  limits: [
    "One thread of this machine searches, and Bob’s code is settled already: the least that an attacker can have. What longer codes would cost, or a search for both certificates at once, is extrapolated, not tried.",
  ],
  references: ["RFC 8826 §4.3.2.2", "RFC 6189 §4.4.1.1"],
  classroom: [
    {
      question: "A code of 16 bits has 65,536 values. How many certificates did the attacker expect to try?",
      answer:
        "About 65,536: each try hits the known code with a probability of one in 65,536. It has to hash that often, which takes a moment; the report gives the number and the time of this run.",
    },
    {
      question: "Why could it try at all?",
      answer:
        "Because the code depends on certificates alone, and it chose one of them after it knew everything else that goes into the code. Nothing bound it before.",
    },
    {
      question: "Would 32 bits be enough?",
      answer:
        "With one code settled, as here, a search takes 65,536 times as long: hours on one thread, and more threads share them. An attacker that is free to choose both certificates needs only about 2^16 tries for each leg, which takes a moment again. Length only raises the price. Binding the attacker before it knows the code takes the search away altogether: scenario short-code-committed.",
    },
  ],
  defences: ["compare-short-code"],
  controls: ["honest-defended", "short-code-committed"],
  calls: [
    { ...CHAT, attack: "grind-short-code", script: [{ step: "compare", method: "short-code-16" }, secret] },
  ],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "match",
    disclosed: ["secret"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
