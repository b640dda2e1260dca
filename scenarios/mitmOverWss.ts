import { defineScenario } from "../src/scenario.ts";
import { ALARMS_OF_BOTH, CHAT, compareAloud, greeting, secret, WITH_THE_ATTACKER } from "./script.ts";

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
  limits: [
    "The peers trust this one certificate and no authority. A real client would trust many, which does not make it safer against the server.",
  ],
  references: ["RFC 8827 §9.1", "RFC 8826 §4.3.2"],
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
