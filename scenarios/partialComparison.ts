import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { CHAT, contentRead, isRead, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "partial-comparison",
  title: "Only the first digits are compared",
  question: "Is it enough to compare how the fingerprints begin?",
  story: [
    "Reading 64 digits aloud is tiresome, so Alice and Bob read the first four each. The server knows that people do so. Before it forwards Alice’s offer, it makes certificates until one has a fingerprint that begins like hers, and shows that one to Bob. When Bob has answered, it does the same for his, and shows the result to Alice.",
    "Each of them hears what their connection delivered, as far as they listen. The rest of the fingerprints is different.",
  ],
  lesson:
    "A fingerprint is worth what is read of it. Whoever stops after four digits compares 16 bits, and 65,536 tries on average find a certificate for each leg; the run’s own time says how long that took.",
  answer(evidence) {
    const { disclosed, comparison } = evidence;
    if (comparison.value === "match" && isRead(evidence))
      return answered(
        "no",
        `No: certificates of the attacker began like the genuine ones, the comparison matched, and ${contentRead(evidence)} was read.`,
        disclosed,
        comparison,
      );
    return comparison.value === "mismatch"
      ? answered("yes", "Yes, in this run: the first digits differed.", comparison)
      : answered("partly", "Partly: nothing was read in this run.", disclosed, comparison);
  },
  limits: [
    "Four digits of each fingerprint are compared. What six or eight would cost is extrapolated from this run’s own rate, not tried.",
    "It does not test which digits people read, or how many: an attacker has to know or guess that.",
  ],
  references: ["RFC 8122 §5", "RFC 8826 §4.3.2.2"],
  classroom: [
    {
      question: "How many digits would you read, and why?",
      answer:
        "Each hexadecimal digit makes the search 16 times as long. Eight digits of each fingerprint, 32 bits, take about 4 billion tries for each leg: hours on one thread, a second on a fast graphics card. Twenty-four digits, 96 bits, are far out of reach of anybody. The report’s table has the figures.",
    },
    {
      question: "The attacker made a new certificate for each try. Did it need a new key each time?",
      answer:
        "No. The fingerprint covers the whole certificate, also the signature in it, and no peer verifies the signature of a self-signed certificate. The attacker changes a few bytes there and keeps its key.",
    },
    {
      question: "Would it help to read the last digits instead of the first?",
      answer:
        "Only as long as the attacker does not know. It can match any digits at the same price; how many it must match is what counts.",
    },
  ],
  defences: ["compare-fingerprint-start"],
  controls: ["honest-defended", "mitm"],
  calls: [
    {
      ...CHAT,
      attack: "grind-fingerprint-start",
      script: [{ step: "compare", method: "fingerprint-start-16" }, secret],
    },
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
