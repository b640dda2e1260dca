import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { CHAT, compareAloud, contentRead, greeting, isRead, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "late-attack",
  title: "The attack comes after the comparison",
  question: "Is one comparison enough for all later calls?",
  story: [
    "The first call is honest, and the peers compare their fingerprints. In the second call the server attacks, and nobody compares again.",
  ],
  lesson:
    "A comparison speaks for the certificates of one connection. Unless they are remembered, the next call starts from nothing.",
  answer(evidence) {
    const { disclosed, comparison } = evidence;
    if (comparison.value === "match" && isRead(evidence))
      return answered(
        "no",
        `No: the comparison was a match, and ${contentRead(evidence)} of the later call was read.`,
        disclosed,
        comparison,
      );
    return answered(
      "partly",
      `Partly: ${isRead(evidence) ? "content was read, but the comparison was not a match" : "nothing was read in this run"}.`,
      disclosed,
      comparison,
    );
  },
  limits: [
    "It does not test an attack on an established call, by an offer in mid-call that asks for a new DTLS association (RFC 8842 §3).",
  ],
  references: ["RFC 8826 §4.3.2.1", "RFC 8827 §6.5"],
  classroom: [
    {
      question: "The comparison in the first call was a match. Is the evidence wrong?",
      answer:
        "No. It was made over genuine certificates of a genuine connection. It says nothing about the second connection: there the other end may be anybody.",
    },
    {
      question: "What would protect the second call without another comparison?",
      answer:
        "Something that carries the result over: a remembered certificate (scenario late-attack-pinned), or fingerprints signed with a long-term key (scenario signed-fingerprint).",
    },
    {
      question: "Can a server attack in the middle of a call that was compared?",
      answer:
        "It can ask for a new DTLS association by a new offer with another fingerprint (RFC 8842 §3). An application has to treat a certificate that changes during a call as a new call. This lab does not test it.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["honest", "late-attack-pinned"],
  calls: [
    { ...CHAT, script: [compareAloud, greeting] },
    { ...CHAT, attack: "substitute-fingerprint", script: [secret] },
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
