import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { bothConnected, CHAT, contentRead, greeting, isRead, secret, WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "third-party-app-sealed",
  title: "An application that hides its signals from its server",
  question: "Does it keep the server out if an application encrypts its signalling with a password?",
  story: [
    "The same application, the same proxy, the same attack as in the scenario third-party-app. But Alice and Bob have agreed on a password for their room, where the server does not hear it. The application makes a key of it and encrypts each signal.",
    "The proxy finds neither a description nor a candidate in what passes. It forwards it as it came, and the two browsers connect to each other.",
  ],
  lesson:
    "Who cannot read the descriptions cannot put others in their place. The password is the second channel here: it does for the signalling what a comparison does afterwards. It is worth as much as the secrecy of the password and the honesty of the page that asks for it.",
  answer(evidence) {
    const { disclosed, link, remoteCertificate } = evidence;
    if (isRead(evidence))
      return answered("no", `No: ${contentRead(evidence)} was read all the same.`, disclosed);
    const genuine = [remoteCertificate.alice, remoteCertificate.bob].every(
      ({ value }) => value === "genuine",
    );
    return bothConnected(evidence) && genuine && disclosed.value === "no"
      ? answered(
          "yes",
          "Yes, this attacker: it forwarded signals that it could not read, the two pages connected to each other, and it read nothing of what they said.",
          disclosed,
          link.alice,
          link.bob,
        )
      : answered(
          "partly",
          "Partly: nothing was read in this run, but the two pages did not connect to each other either.",
          disclosed,
        );
  },
  limits: [
    "It does not keep out whoever knows the password, or guesses it: the server has the encrypted signals and can try passwords on them as long as it likes (PBKDF2 with 100,000 rounds here). The lab's tests show the attack with the password.",
    "It does not keep out the operator of the page, whose script sees the password and everything that is said. Often that is the operator of the server.",
    "The server still sees who is in which room, from where, and when. It can keep the two apart.",
    "That the attack finds descriptions where there are some is shown by the scenario third-party-app, and that these signals hold some by the lab's tests, which have the password.",
  ],
  references: ["RFC 8827 §4.3, §6.5", "RFC 8826 §4.3.2", "RFC 8018 §5.2"],
  classroom: [
    {
      question: "The attack was the same. Why did the calls not fail, as they do with a wrong fingerprint?",
      answer:
        "Nothing was replaced, because nothing was found to replace. The signals went on as they were, so each browser had the other's own fingerprint. An attacker who changed the encrypted text blindly would only break it: the cipher authenticates it.",
    },
    {
      question:
        "Alice types the password into a page that the operator serves. What is it worth against that operator?",
      answer:
        "Nothing against one that changes the page: its script sees the password and the document. Against one that only runs the signalling, or that dares not change what everybody can look at, it is worth as much as it is hard to guess.",
    },
    {
      question: "Is a room's password a better second channel than comparing fingerprints?",
      answer:
        "It is easier: people agree once, beforehand, and the program does the rest. But it has to stay secret, and be hard to guess, for as long as the signals are kept. A fingerprint that is read aloud may be heard by everybody.",
    },
  ],
  defences: [],
  controls: ["third-party-app"],
  stacks: { alice: "chromium", bob: "chromium" },
  app: { name: "y-webrtc", password: true },
  calls: [{ ...CHAT, attack: "substitute-fingerprint", script: [greeting, secret] }],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "no",
    alarms: [],
    attackFindsNothing: true,
  },
});
