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
    "A remembered certificate exposes the attack in every later call, before any content, and nobody has to read anything aloud.",
  limits: [
    "The peers keep their certificates from call to call. RFC 8827 §6.5 asks browsers for a fresh key in each call unless the site decides otherwise, so a pin needs the application’s help.",
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
