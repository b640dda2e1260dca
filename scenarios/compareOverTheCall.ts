import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { CHAT, contentRead, isRead, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "compare-over-the-call",
  title: "Comparing over the attacked call",
  question: "Can the peers compare their fingerprints over the call itself?",
  story: [
    "The server is in the middle. The peers send each other their fingerprints over the data channel. The server looks for them in the messages and puts in what the listener expects.",
  ],
  lesson:
    "A channel cannot vouch for itself: a comparison needs one on which the attacker cannot change what is said.",
  answer(evidence) {
    const { disclosed, comparison } = evidence;
    if (comparison.value === "match" && isRead(evidence))
      return answered(
        "no",
        `No: both peers heard what they expected, and ${contentRead(evidence)} was read all the same.`,
        disclosed,
        comparison,
      );
    return comparison.value === "mismatch"
      ? answered("partly", "Partly: here the comparison over the call was not a match.", comparison)
      : answered("partly", "Partly: nothing was read in this run.", disclosed, comparison);
  },
  limits: [
    "It rewrites text that it recognises. Whether a voice could be forged as quickly is not tested here.",
  ],
  references: ["RFC 8826 §4.3.2.2", "RFC 8827 §6.5"],
  classroom: [
    {
      question: "Both peers heard exactly what they expected. What is the flaw?",
      answer:
        "The channel of the comparison ends at the attacker, like the call. It put into each message what the listener expected, so the comparison confirmed the attacker's own work.",
    },
    {
      question: "Would it help to send the fingerprint as a picture, or encrypted under a password?",
      answer:
        "A picture can be replaced too, with a little more work. A secret that both people share and the server does not know helps, if it is used in a way that does not let the attacker try passwords: a password-authenticated key exchange, for example.",
    },
    {
      question: "People read words aloud in a voice call through the same server. Is that better?",
      answer:
        "It is harder: the attacker has to forge a known voice in a live conversation (RFC 8826 §4.3.2.2). How hard depends on the state of voice synthesis. This lab does not test it.",
    },
  ],
  defences: ["compare-over-the-call"],
  controls: ["honest-defended", "mitm"],
  calls: [
    {
      ...CHAT,
      attack: "rewrite-comparison",
      script: [{ step: "compare", method: "full-fingerprint", over: "chat" }, secret],
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
