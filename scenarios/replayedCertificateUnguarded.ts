import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { CHAT, compareAloud, contentRead, greeting, isRead, secret, WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "replayed-certificate-unguarded",
  title: "A real certificate without its key, and nobody looks",
  question: "Can somebody without the key take part where the signatures of the handshake are not verified?",
  story: [
    "The same attack as in the scenario replayed-certificate, but without the guard that this lab's peers add to werift. Nobody at the peers verifies the handshake's signatures; the judge does afterwards, from the capture.",
    "In the second call the peers even compare their fingerprints over another channel. They agree: both certificates are the genuine ones.",
  ],
  lesson:
    "Without the proof of possession, fingerprint and comparison name a certificate that anybody can show. The attacker needs neither the server nor a key: what opens the call to it is a check that the stack leaves out.",
  answer(evidence) {
    const { disclosed, comparison } = evidence;
    if (!isRead(evidence)) return answered("no", "No: it read no content in this run.", disclosed);
    return comparison.value === "match"
      ? answered(
          "yes",
          `Yes: the attacker on the path read ${contentRead(evidence)}, and the comparison of fingerprints was a match.`,
          disclosed,
          comparison,
        )
      : answered("yes", `Yes: the attacker on the path read ${contentRead(evidence)}.`, disclosed);
  },
  limits: [
    "It shows this version of werift. Other stacks verify the signatures: test/stack/openssl.test.ts shows that OpenSSL refuses the same attacker.",
  ],
  references: ["RFC 5246 §7.4.3, §7.4.8", "RFC 8122 §6", "RFC 8827 §6.5"],
  classroom: [
    {
      question: "The server was honest and its signals were not changed. What did the peers trust wrongly?",
      answer:
        "Their stack. A trusted server hands over the right fingerprint; only the stack can tell whether the other end holds the key that belongs to it.",
    },
    {
      question: "The comparison was a match. Was it made badly?",
      answer:
        "No. Both people read true fingerprints of true certificates. A comparison presumes that the handshake has proven possession of the key.",
    },
    {
      question: "How could a user notice that a stack leaves this check out?",
      answer:
        "Hardly. Calls work, and fingerprints agree. It takes a test that shows a certificate without its key, as this lab does; OWASP ASVS 5.0 V17.2 asks for such checks of media servers.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["honest", "replayed-certificate"],
  calls: [
    { ...CHAT, script: [greeting] },
    {
      ...CHAT,
      attack: "replay-certificate",
      dangerSkipGuards: ["possession"],
      script: [compareAloud, secret],
    },
  ],
  expect: {
    ...WITH_EACH_OTHER,
    possession: { alice: "refuted", bob: "refuted" },
    comparison: "match",
    disclosed: ["secret"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
