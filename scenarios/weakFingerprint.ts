import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { bothConnected, CHAT, contentRead, greeting, isRead, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "weak-fingerprint",
  title: "A SHA-1 fingerprint only",
  question: "Does the stack go on when the SDP offers nothing but a SHA-1 fingerprint?",
  story: [
    "The server replaces the fingerprint by a SHA-1 fingerprint of its own certificate. The stack goes on without a word.",
  ],
  lesson:
    "The stack accepts SHA-1. Whoever relies on fingerprints should set a floor of its own, although nothing was gained by SHA-1 here.",
  answer(evidence) {
    const { alice, bob } = evidence.link;
    return bothConnected(evidence)
      ? answered(
          "yes",
          `Yes: both peers connected${isRead(evidence) ? `, and ${contentRead(evidence)} was read` : ""}.`,
          alice,
          bob,
        )
      : answered("no", `No: a peer did not connect (Alice ${alice.value}, Bob ${bob.value}).`, alice, bob);
  },
  limits: [
    "It makes no SHA-1 collision; it shows only that the algorithm is accepted.",
    "This server would read as much with a SHA-256 fingerprint of its own. A weak algorithm matters where the attacker cannot change the fingerprint.",
  ],
  references: ["RFC 8122 §5", "RFC 8827 §6.5"],
  classroom: [
    {
      question:
        "What would an attacker have to find to pass off its certificate under somebody else's SHA-1 fingerprint?",
      answer:
        "A second preimage: another certificate with a given hash. For SHA-1 none is known to be within reach. What has been made are collisions: two inputs of the attacker's own choice with one hash.",
    },
    {
      question: "Why does RFC 8122 §5 still list SHA-1?",
      answer: "For the sake of implementations that know nothing newer. It forbids MD2 and MD5 outright.",
    },
    {
      question:
        "In this scenario the server read as much as it would have with SHA-256. So what does the scenario show?",
      answer:
        "Only that the stack goes on without a word. The weakness of the hash was not used: this server writes the fingerprint itself. The algorithm matters where the attacker cannot.",
    },
  ],
  defences: [],
  controls: ["honest"],
  calls: [{ ...CHAT, attack: "sha-1-fingerprint", script: [greeting] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "not-made",
    disclosed: ["greeting"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
