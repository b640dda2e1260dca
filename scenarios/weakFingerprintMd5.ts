import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { bothConnected, bothRefused, CHAT, greeting, REFUSED_BY_STACK } from "./script.ts";

export default defineScenario({
  id: "weak-fingerprint-md5",
  title: "An MD5 fingerprint only",
  question: "Does the stack go on when the SDP offers nothing but an MD5 fingerprint?",
  story: [
    "The server replaces the fingerprint by the true MD5 fingerprint of its own certificate. The value is right, but RFC 8122 forbids MD5, and the stack refuses to go on.",
  ],
  lesson: "The stack refuses MD5, as it must, even where the value is right.",
  answer(evidence) {
    const { alice, bob } = evidence.link;
    return bothRefused(evidence, "no-usable-fingerprint")
      ? answered(
          "no",
          "No: both peers refused, because the SDP names no fingerprint by a hash function that the stack accepts.",
          alice,
          bob,
        )
      : answered(
          bothConnected(evidence) ? "yes" : "no",
          `${bothConnected(evidence) ? "Yes: both peers connected" : `No, but not because of MD5 alone (Alice ${alice.value}, Bob ${bob.value})`}.`,
          alice,
          bob,
        );
  },
  limits: ["It does not test MD5 next to a stronger fingerprint: test/stack.test.ts does."],
  references: ["RFC 8122 §5"],
  classroom: [
    {
      question: "The MD5 value was right. Why is a right value refused?",
      answer:
        "RFC 8122 §5 forbids MD5, whatever the value: whoever makes a certificate can make a second one with the same MD5 hash, so the value does not say which of them is meant.",
    },
    {
      question:
        "This run and the scenario mitm both have an attacker in the signalling. Why was nothing read here?",
      answer:
        "Because this attacker offered something that the stack does not accept. That is the attacker's mistake and no protection: with SHA-256 it would have been in.",
    },
    {
      question: "What did Alice and Bob see?",
      answer:
        "A call that did not come about. The stack does not tell a person why, and a refused attack looks like a bad network.",
    },
  ],
  defences: [],
  controls: ["honest", "weak-fingerprint"],
  calls: [{ ...CHAT, attack: "md5-fingerprint", script: [greeting] }],
  expect: {
    ...REFUSED_BY_STACK("no-usable-fingerprint"),
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    altered: "no",
    alarms: [],
  },
});
