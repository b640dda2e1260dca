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
  classroom: [
    {
      question: "The server could substitute the fingerprint. What could it not do?",
      answer:
        "Make Alice's signature over the substituted one. Bob knows her public key from elsewhere, so the changed offer was refused before DTLS began.",
    },
    {
      question: "Why is the name of the call signed together with the fingerprint?",
      answer:
        "Or the server could replay a signed description of an earlier call in a later one. What is signed has to say for which occasion.",
    },
    {
      question: "What has become easier, and what has stayed?",
      answer:
        "People need not compare in each call. They still have to know each other's identity key from somewhere, which is the old problem once for all calls; identity providers (RFC 8827 §7) are one answer.",
    },
  ],
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
