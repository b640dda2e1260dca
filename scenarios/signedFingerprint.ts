import { defineScenario } from "../src/scenario.ts";
import { CHAT, greeting } from "./script.ts";

export default defineScenario({
  id: "signed-fingerprint",
  title: "Fingerprints signed with identity keys",
  question: "Does it help to sign the fingerprints with long-term keys that the peers know of each other?",
  story: [
    "Alice and Bob have exchanged long-term public keys. Each signs its fingerprints together with the name of the call. The server substitutes the fingerprint; it cannot sign.",
  ],
  lesson:
    "The changed offer is refused before DTLS begins, and nobody has to compare anything. What remains is to know the other’s identity key.",
  limits: [
    "The identity keys are exchanged by the conductor, out of band. It does not test how people come by them.",
    "The signature covers fingerprints. It does not test a server that redirects the packets of a signed description: that is the scenario on-path.",
  ],
  references: ["RFC 8827 §7", "RFC 8225 §5.2.2", "RFC 8826 §4.3.2.3"],
  defences: ["sign-fingerprints"],
  controls: ["honest-defended", "skipped-comparison"],
  calls: [{ ...CHAT, attack: "substitute-fingerprint", script: [greeting] }],
  expect: {
    link: { alice: "pending", bob: "aborted" },
    remoteCertificate: { alice: "none", bob: "none" },
    possession: { alice: "none", bob: "none" },
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    altered: "no",
    alarms: [{ by: "bob", code: "SIGNATURE_INVALID" }],
  },
});
