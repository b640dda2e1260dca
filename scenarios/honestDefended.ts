import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { alarmsOf, CHAT, compareAloud, greeting, secret, WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "honest-defended",
  title: "Every defence on an honest server",
  question: "Do the defences stay silent when nobody attacks?",
  story: [
    "An honest server, two calls, and every defence at once: signed fingerprints (required, and verified where there is one), remembered certificates, sealed messages, every fingerprint line compared with the certificate, a floor of SHA-256, comparisons by full fingerprint, by its first digits, by short code, by exchanged and by committed code, and by a code of the session.",
  ],
  lesson: "No defence raised a false alarm, so their alarms in the other scenarios mean something.",
  answer(evidence) {
    const codes = [...new Set(evidence.alarms.map(({ code }) => code))];
    return codes.length === 0
      ? answered(
          "yes",
          "Yes: no peer raised an alarm in either call.",
          alarmsOf(evidence),
          evidence.comparison,
        )
      : answered("no", `No: ${codes.join(", ")} was raised although nobody attacked.`, alarmsOf(evidence));
  },
  limits: ["It does not test false alarms under packet loss or with other stacks."],
  references: ["RFC 8827 §6.5", "RFC 8122 §5"],
  classroom: [
    {
      question: "Why does a lab of attacks need a run without one?",
      answer:
        "An alarm that always rings finds every attack. Only because the same defences are silent here do their alarms elsewhere mean something.",
    },
    {
      question: "Can one run show that there are no false alarms?",
      answer:
        "No, only that there was none in these two calls. Lost packets, other stacks, new devices and people who misread are not in it.",
    },
    {
      question:
        "Which of these defences would raise an alarm if Bob came with a new certificate in the second call?",
      answer:
        "The remembered certificate alone. Signed fingerprints would pass: Bob signs the new one. The comparisons would pass: they look at the certificates of this call.",
    },
  ],
  defences: [
    "sign-fingerprints",
    "verify-if-signed",
    "pin-certificate",
    "seal-messages",
    "every-fingerprint-line",
    "sha-256-floor",
    "compare-fingerprints",
    "compare-fingerprint-start",
    "compare-short-code",
    "compare-exchanged-code",
    "compare-committed-code",
    "compare-exporter-code",
    "compare-over-the-call",
  ],
  controls: [
    "mitm",
    "pinned-certificate",
    "signed-fingerprint",
    "extra-fingerprint-refused",
    "weak-fingerprint-refused",
    "nonce-chosen-last",
    "sealed-messages",
    "short-code-committed",
    "server-makes-keys-exporter",
  ],
  calls: [
    { ...CHAT, script: [compareAloud, greeting] },
    {
      caller: "alice",
      channels: [...CHAT.channels, { label: "comparison" }],
      script: [
        { step: "compare", method: "fingerprint-start-16" },
        { step: "compare", method: "short-code-16" },
        { step: "compare", method: "exchanged-code-16" },
        { step: "compare", method: "committed-code-16" },
        { step: "compare", method: "exporter-code" },
        { step: "compare", method: "full-fingerprint", over: "chat" },
        secret,
      ],
    },
  ],
  expect: { ...WITH_EACH_OTHER, comparison: "match", disclosed: [], withheld: [], altered: "no", alarms: [] },
});
