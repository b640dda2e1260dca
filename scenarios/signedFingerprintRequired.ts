import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { alarmsOf, CHAT, caughtInTime, contentRead, greeting, isRead } from "./script.ts";

export default defineScenario({
  id: "signed-fingerprint-required",
  title: "The signature is taken out, and missed",
  question: "Does it help that the peers require the signature?",
  story: [
    "The same attack as in the scenario signed-fingerprint-stripped. These peers refuse a description that carries no signature.",
  ],
  lesson: "Where both peers require the signature, it cannot be removed without being missed.",
  answer(evidence) {
    const { disclosed } = evidence;
    return caughtInTime(evidence, "SIGNATURE_MISSING")
      ? answered(
          "yes",
          "Yes: the missing signature was noticed before DTLS began, and no content was sent.",
          disclosed,
          alarmsOf(evidence),
        )
      : answered(
          "no",
          `No: ${isRead(evidence) ? `${contentRead(evidence)} was read` : "nobody missed the signature in time"}.`,
          disclosed,
          alarmsOf(evidence),
        );
  },
  limits: ["A peer that requires signatures cannot talk to one that does not sign."],
  references: ["RFC 8827 §7", "RFC 8826 §4.3.2.3"],
  classroom: [
    {
      question: "What did Alice see when Bob refused her offer?",
      answer:
        "At most a goodbye, without a reason: her link stayed pending. Bob received the changed description, so the alarm is his.",
    },
    {
      question: "Is requiring a signature enough if anybody's key is accepted?",
      answer:
        "No. The attacker would sign with a key of its own. The signature has to be of the key that Bob knows to be Alice's.",
    },
    {
      question: "What does the attacker still learn in this run?",
      answer:
        "That Alice wanted to call Bob, and when; and her offer and candidates. Bob sent none. No DTLS handshake took place, so not even a certificate.",
    },
  ],
  defences: ["sign-fingerprints"],
  controls: ["honest-defended", "signed-fingerprint-stripped"],
  calls: [{ ...CHAT, attack: "strip-signature", script: [greeting] }],
  expect: {
    link: { alice: "pending", bob: "aborted" },
    linkFailure: { alice: "hung-up", bob: "refused-by-defence" },
    remoteCertificate: { alice: "none", bob: "none" },
    possession: { alice: "none", bob: "none" },
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    altered: "no",
    alarms: [{ by: "bob", code: "SIGNATURE_MISSING" }],
  },
});
