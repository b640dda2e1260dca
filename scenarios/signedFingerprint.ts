import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { alarmsOf, CHAT, caughtInTime, contentRead, greeting, isRead } from "./script.ts";

export default defineScenario({
  id: "signed-fingerprint",
  title: "Fingerprints signed with identity keys",
  question: "Does it help to sign the fingerprints with long-term keys that the peers know of each other?",
  story: [
    "Alice and Bob have exchanged long-term public keys. Each signs its fingerprints together with the name of the call. The server substitutes the fingerprint; it cannot sign.",
  ],
  lesson:
    "The changed offer is refused before DTLS begins, and nobody has to compare anything. What remains is to know the other’s identity key.",
  answer(evidence) {
    const { disclosed } = evidence;
    return caughtInTime(evidence, "SIGNATURE_INVALID")
      ? answered(
          "yes",
          "Yes: the changed offer was refused before DTLS began, and no content was sent.",
          disclosed,
          alarmsOf(evidence),
        )
      : answered(
          "no",
          `No: ${isRead(evidence) ? `${contentRead(evidence)} was read` : "no signature was found wrong in time"}.`,
          disclosed,
          alarmsOf(evidence),
        );
  },
  limits: [
    "The identity keys are exchanged by the conductor, out of band. It does not test how people come by them.",
    "The signature covers fingerprints. It does not test a server that leaves a signed description’s fingerprint alone and redirects its packets.",
    "It names the signer and the call, not the one it is meant for: it does not test somebody who signs another person’s fingerprint as their own (an unknown key share, RFC 8844 §3).",
    "The rooms have random names that the lab chooses. Where the server chooses them, it can use one twice.",
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
        "Otherwise the server could send a signed description of an earlier call in a later one. Without the old key that only makes a call fail; with a stolen one it would be accepted. What is signed has to say for which call.",
    },
    {
      question: "What has become easier, and what has stayed?",
      answer:
        "People need not compare in each call. They still have to know each other's identity key from somewhere, which is the old problem once for all calls; identity providers (RFC 8827 §7) are one answer, though of the browsers only Firefox has them, in part.",
    },
  ],
  defences: ["sign-fingerprints"],
  controls: ["honest-defended", "skipped-comparison"],
  calls: [{ ...CHAT, attack: "substitute-fingerprint", script: [greeting] }],
  expect: {
    link: { alice: "pending", bob: "aborted" },
    linkFailure: { alice: "hung-up", bob: "refused-by-defence" },
    remoteCertificate: { alice: "none", bob: "none" },
    possession: { alice: "none", bob: "none" },
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    altered: "no",
    alarms: [{ by: "bob", code: "SIGNATURE_INVALID" }],
  },
});
