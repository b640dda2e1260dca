import { defineScenario } from "../src/scenario.ts";
import { ALARMS_OF_BOTH, CHAT, greeting, secret } from "./script.ts";

export default defineScenario({
  id: "pinned-certificate",
  title: "A remembered certificate",
  question: "Does it help to remember the certificate of the last call?",
  story: [
    "The first call is honest, and each peer remembers the certificate that the other one had. In the second call the server attacks.",
  ],
  lesson:
    "A remembered certificate exposes the attack in the next call, before any content, and nobody has to read anything aloud.",
  limits: [
    "The peers keep their certificates from call to call. A browser makes a new one for each connection unless the application hands it a stored one, so a pin needs the application’s help; RFC 8827 §6.5 foresees both.",
    "It does not test the false alarm of an honest peer that comes with a new certificate.",
  ],
  references: ["RFC 8826 §4.3.2.1", "RFC 8827 §6.5"],
  defences: ["pin-certificate"],
  controls: ["honest-defended", "late-attack"],
  calls: [
    { ...CHAT, script: [greeting] },
    { ...CHAT, attack: "substitute-fingerprint", script: [secret] },
  ],
  expect: {
    link: { alice: "aborted", bob: "aborted" },
    remoteCertificate: { alice: "substituted", bob: "substituted" },
    possession: { alice: "proven", bob: "proven" },
    comparison: "not-made",
    disclosed: [],
    withheld: ["secret"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("PIN_MISMATCH"),
  },
});
