import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import {
  ALARMS_OF_BOTH,
  alarmsOf,
  CHAT,
  contentRead,
  greeting,
  isRead,
  REFUSED_BY_DEFENCE,
  secret,
  wasRaised,
} from "./script.ts";

export default defineScenario({
  id: "pinned-certificate",
  title: "A remembered certificate",
  question: "Does it help to remember the certificate of the last call?",
  story: [
    "The first call is honest, and each peer remembers the certificate that the other one had. In the second call the server attacks.",
  ],
  lesson:
    "A remembered certificate exposes the attack in the next call, before any of that call’s content, and nobody has to read anything aloud. It names the other end only if the first call was honest.",
  answer(evidence) {
    const { disclosed } = evidence;
    if (wasRaised(evidence, "PIN_MISMATCH") && !isRead(evidence))
      return answered(
        "yes",
        "Yes: in the attacked call both peers saw that the certificate had changed, and nothing was read.",
        disclosed,
        alarmsOf(evidence),
      );
    return answered(
      "no",
      `No: ${isRead(evidence) ? `${contentRead(evidence)} was read` : "no remembered certificate raised an alarm"}.`,
      disclosed,
      alarmsOf(evidence),
    );
  },
  limits: [
    "The peers keep their certificates from call to call. A browser makes a new one for each connection unless the application hands it a stored one, so a pin needs the application’s help; RFC 8827 §6.5 has both.",
    "It does not test the false alarm of an honest peer that comes with a new certificate.",
  ],
  references: ["RFC 8826 §4.3.2.1", "RFC 8827 §6.5"],
  classroom: [
    {
      question: "What exactly is remembered, and why is that enough?",
      answer:
        "The certificate that DTLS delivered in the last call. It holds a public key, and the next handshake proves that the other end has the private one, where the stack verifies it: this lab’s peers do, werift by itself does not (scenario replayed-certificate). Then nobody without that key can pass as its owner.",
    },
    {
      question: "In browsers a pin of the certificate often fails for honest people. Why?",
      answer:
        "A browser makes a new certificate for each connection unless the application stores one and hands it over again. RFC 8827 §6.5 has both: fresh keys so that calls cannot be linked, stored ones for continuity.",
    },
    {
      question: "The alarm PIN_MISMATCH comes up. Is that an attack?",
      answer:
        "Not necessarily: the other person may have a new device or may have cleared the browser's storage. The alarm says that the certificate changed. Why it did, a comparison over another channel can tell.",
    },
  ],
  defences: ["pin-certificate"],
  controls: ["honest-defended", "late-attack"],
  calls: [
    { ...CHAT, script: [greeting] },
    { ...CHAT, attack: "substitute-fingerprint", script: [secret] },
  ],
  expect: {
    ...REFUSED_BY_DEFENCE,
    comparison: "not-made",
    disclosed: [],
    withheld: ["secret"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("PIN_MISMATCH"),
  },
});
