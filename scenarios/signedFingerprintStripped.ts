import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { alarmsOf, CHAT, contentRead, greeting, isRead, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "signed-fingerprint-stripped",
  title: "The signature is taken out",
  question: "Does a signature help that the peers verify only where there is one?",
  story: [
    "As in the scenario signed-fingerprint, but the peers accept a description without a signature, for the sake of old peers. The server takes the signature out together with the fingerprint.",
  ],
  lesson:
    "A check that is skipped when its input is missing is no check against whoever can remove the input.",
  answer(evidence) {
    const { disclosed, alarms } = evidence;
    if (isRead(evidence) && alarms.length === 0)
      return answered(
        "no",
        `No: the signature was taken out, ${contentRead(evidence)} was read, and no alarm was raised.`,
        disclosed,
      );
    return answered(
      "partly",
      `Partly: ${alarms.length > 0 ? "an alarm was raised" : "nothing was read"} in this run.`,
      disclosed,
      alarmsOf(evidence),
    );
  },
  limits: [
    "Both peers are lenient. If only one is, the strict one refuses, and the server can still speak with the lenient one in its name; that is not tested here.",
  ],
  references: ["RFC 8826 §4.3.2.3"],
  classroom: [
    {
      question: "What did the attacker have to break to get past the signature?",
      answer: "Nothing. It took the signature out, and the peers took its absence for an old peer.",
    },
    {
      question: "What is such an attack called, and where else has it been seen?",
      answer:
        "A downgrade, or stripping: the attacker removes the offer of protection that both ends would have used. STARTTLS in mail is stripped in the same way, and HTTPS where a page is first asked for over HTTP.",
    },
    {
      question: "How can a service move from unsigned to signed descriptions without a gap?",
      answer:
        "By remembering who has signed before, and requiring it of them from then on; by a date from which all must sign; or by telling people plainly that this call is not protected.",
    },
  ],
  defences: ["verify-if-signed"],
  controls: ["honest-defended", "signed-fingerprint-required"],
  calls: [{ ...CHAT, attack: "strip-signature", script: [greeting] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "not-made",
    disclosed: ["greeting"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
