import { defineScenario } from "../src/scenario.ts";
import { CHAT, greeting, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "pinned-first-contact",
  title: "The attacker was there first",
  question: "What does a remembered certificate help if the attacker was there in the first call?",
  story: [
    "The server attacks from the first call on. Each peer remembers the certificate that it saw, and that is the attacker’s. In the second call it sees the same one again.",
  ],
  lesson: "Trust on first use trusts whoever was there first.",
  limits: [
    "It does not test what happens when the attacker goes away: then the genuine certificate would raise the alarm.",
  ],
  references: ["RFC 8826 §4.3.2.1"],
  defences: ["pin-certificate"],
  controls: ["honest-defended", "pinned-certificate"],
  calls: [
    { ...CHAT, attack: "substitute-fingerprint", script: [greeting] },
    { ...CHAT, attack: "substitute-fingerprint", script: [secret] },
  ],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "not-made",
    disclosed: ["greeting", "secret"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
