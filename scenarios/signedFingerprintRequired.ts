import { defineScenario } from "../src/scenario.ts";
import { CHAT, greeting } from "./script.ts";

export default defineScenario({
  id: "signed-fingerprint-required",
  title: "The signature is taken out, and missed",
  question: "What if the peers require the signature?",
  story: [
    "The same attack as in the scenario signed-fingerprint-stripped. These peers refuse a description that carries no signature.",
  ],
  lesson: "Where both peers require the signature, it cannot be removed without being missed.",
  limits: ["A peer that requires signatures cannot talk to one that does not sign."],
  references: ["RFC 8827 §7", "RFC 8826 §4.3.2.3"],
  defences: ["sign-fingerprints"],
  controls: ["honest-defended", "signed-fingerprint-stripped"],
  calls: [{ ...CHAT, attack: "strip-signature", script: [greeting] }],
  expect: {
    link: { alice: "pending", bob: "aborted" },
    remoteCertificate: { alice: "none", bob: "none" },
    possession: { alice: "none", bob: "none" },
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    altered: "no",
    alarms: [{ by: "bob", code: "SIGNATURE_MISSING" }],
  },
});
