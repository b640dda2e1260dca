import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import {
  ALARMS_OF_BOTH,
  alarmsOf,
  CHAT,
  compareAloud,
  contentRead,
  greeting,
  isRead,
  secret,
  WITH_THE_ATTACKER,
} from "./script.ts";

export default defineScenario({
  id: "mitm-over-wss",
  title: "A server in the middle, reached over TLS",
  question: "Does it help that the signalling runs over TLS, with a certificate that the peers check?",
  story: [
    "The same attack as in the scenario mitm, but the peers reach the signalling server over wss and check its certificate. Nobody between a peer and the server can change a signal.",
    "The server itself can. TLS ends there.",
  ],
  lesson:
    "TLS to the signalling server protects the signalling on its way there. It does not protect it from the server, where TLS ends.",
  answer(evidence) {
    const { disclosed } = evidence;
    return isRead(evidence)
      ? answered("no", `No, not against the server itself: it read ${contentRead(evidence)}.`, disclosed)
      : answered(
          "partly",
          "Partly: nothing was read in this run; what it helped against, the alarms say.",
          disclosed,
          alarmsOf(evidence),
        );
  },
  limits: [
    "The peers trust this one certificate and no authority. A real client would trust many, which does not make it safer against the server.",
  ],
  references: ["RFC 8827 §9.1", "RFC 8826 §4.3.2"],
  classroom: [
    {
      question: "Whom does the TLS certificate of the signalling server name, and what does that promise?",
      answer:
        "It names the server. It promises that the peers talk with this server and with nobody between. It promises nothing about what the server does.",
    },
    {
      question: "Against whom does wss help, then?",
      answer:
        "Against somebody on the network between a peer and the server, who could otherwise rewrite the fingerprint there as the server does here. RFC 8827 §9.1 draws the same line: over HTTP anybody on the path can modify the signalling, over HTTPS the server can.",
    },
    {
      question:
        "The server in this scenario proves that it is the right server. Is it malicious or was it broken into?",
      answer:
        "The peers cannot tell, and it makes no difference to them: what counts is that they have to trust it. A provider may be honest and still be forced, bribed or broken into.",
    },
  ],
  signalling: "wss",
  defences: ["compare-fingerprints"],
  controls: ["mitm", "honest"],
  calls: [{ ...CHAT, attack: "substitute-fingerprint", script: [greeting, compareAloud, secret] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "mismatch",
    disclosed: ["greeting"],
    withheld: ["secret"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("FINGERPRINT_MISMATCH"),
  },
});
