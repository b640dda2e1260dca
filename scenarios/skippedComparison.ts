import { defineScenario } from "../src/scenario.ts";
import { CHAT, greeting, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "skipped-comparison",
  title: "Nobody compares",
  question: "Does anybody notice if nobody compares?",
  story: ["The same attack as in the scenario mitm. Nobody compares anything."],
  lesson: "A defence that is not used does not defend. WebRTC alone raises no alarm, and everything is read.",
  limits: ["It does not test how often people skip a comparison that they are asked for."],
  references: ["RFC 8826 §4.3.2", "RFC 8827 §6.5"],
  classroom: [
    {
      question: "Everything was read. What did Alice and Bob see that could have warned them?",
      answer:
        "Nothing: the connection was up, DTLS had checked the certificate against the fingerprint in the SDP, messages arrived in both directions. The attack shows only in a comparison over something that the server does not control.",
    },
    {
      question: "Why does WebRTC not simply use certificates from an authority, as web sites do?",
      answer:
        "Those certificates name domains. A peer has no domain, only a name that the calling service knows. Somebody would have to vouch for that name; WebRTC foresees identity providers for it (RFC 8827 §7).",
    },
    {
      question: "Who has to compare, Alice, Bob, or both?",
      answer:
        "One side that compares correctly and hangs up ends the call for both. But each person only knows what they checked themselves, so each should be satisfied before they speak.",
    },
  ],
  defences: [],
  controls: ["honest"],
  calls: [{ ...CHAT, attack: "substitute-fingerprint", script: [greeting, secret] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "not-made",
    disclosed: ["greeting", "secret"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
