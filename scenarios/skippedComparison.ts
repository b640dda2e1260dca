import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { alarmsOf, CHAT, contentRead, greeting, isRead, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "skipped-comparison",
  title: "Nobody compares",
  question: "Does anybody notice if nobody compares?",
  story: ["The same attack as in the scenario mitm. Nobody compares anything."],
  lesson:
    "A defence that is not used does not defend. This WebRTC stack by itself raises no alarm, and all content is read.",
  answer(evidence) {
    const { disclosed, alarms } = evidence;
    if (alarms.length > 0) return answered("yes", "Yes: an alarm was raised.", alarmsOf(evidence));
    return isRead(evidence)
      ? answered("no", `No: ${contentRead(evidence)} were read, and no alarm was raised.`, disclosed)
      : answered("no", "No: no alarm was raised, and nothing was read.", disclosed);
  },
  limits: ["It does not test how often people skip a comparison that they are asked for."],
  references: ["RFC 8826 §4.3.2", "RFC 8827 §6.5"],
  classroom: [
    {
      question: "Everything was read. What did Alice and Bob see that could have warned them?",
      answer:
        "Nothing: the connection was up, DTLS had checked the certificate against the fingerprint in the SDP, and what Alice sent arrived. The attack shows only in a comparison over something that the server does not control.",
    },
    {
      question: "Why does WebRTC not simply use certificates from an authority, as web sites do?",
      answer:
        "Those certificates name domains. A peer has no domain, only a name that the calling service knows. Somebody would have to vouch for that name; WebRTC has identity providers for it (RFC 8827 §7), but of the browsers only Firefox has them, in part.",
    },
    {
      question: "Who has to compare, Alice, Bob, or both?",
      answer:
        "Both. Each person only knows what they checked themselves. If one hangs up, the attacker can keep that from the other and go on talking in the first one’s name.",
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
