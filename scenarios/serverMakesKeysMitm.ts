import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { CHAT, compareAloud, contentRead, isRead, secret, WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "server-makes-keys-mitm",
  title: "A server in the middle with the keys that it made",
  question:
    "Can a server that made the peers' keys listen in, although the peers compare their fingerprints?",
  story: [
    "The server makes both peers' certificates and private keys and hands them over, as in the scenario server-makes-keys. It keeps a copy.",
    "When Alice calls Bob it puts itself in the middle. The leg that faces Alice shows Bob's genuine certificate and signs with Bob's genuine key; the leg that faces Bob does the same in Alice's name. The fingerprints in the SDP are right and stay as they are. Only the ICE credentials and the candidates change.",
    "The peers compare their fingerprints over another channel, on which the server can change nothing. They agree. Then Alice tells her secret, and the server reads it.",
  ],
  lesson:
    "Comparing fingerprints exposes an attacker who shows a certificate of its own. It exposes nobody who holds the private keys. That the keys are made on the peers, and never leave them, is what the comparison depends on.",
  answer(evidence) {
    const { disclosed, comparison } = evidence;
    if (!isRead(evidence)) return answered("no", "No: it read no content in this run.", disclosed);
    return comparison.value === "match"
      ? answered(
          "yes",
          `Yes: the fingerprints agreed, and it read ${contentRead(evidence)}.`,
          disclosed,
          comparison,
        )
      : answered(
          "partly",
          `Partly: it read ${contentRead(evidence)}, but the comparison was ${comparison.value}.`,
          disclosed,
          comparison,
        );
  },
  limits: [
    "It does not test how the peers could find out that somebody else made their keys: the client code would have to tell them.",
    "The server attacks while the call is set up. The keys alone do not open a call that it only recorded: see the scenario server-makes-keys.",
  ],
  references: ["RFC 8827 §6.5", "RFC 8826 §4.3, §4.3.2", "RFC 5246 §7.4.3, §7.4.8", "RFC 8122 §6"],
  classroom: [
    {
      question:
        "Each peer checked the fingerprint, the signature in the handshake, and the reading aloud. Which check failed?",
      answer:
        "None. The certificate was the genuine one, the signature was made with its genuine key, and both people read true values. All three checks ask for the right key; none asks how many hold it.",
    },
    {
      question: "Compare with the scenario replayed-certificate. What did that attacker lack?",
      answer:
        "It showed the same genuine certificates without their private keys, so it could not sign the handshake (RFC 5246 §7.4.3, §7.4.8). This server made the keys, so it can.",
    },
    {
      question: "What must a service that calls itself end-to-end encrypted leave to its users' devices?",
      answer:
        "To generate the keys, to keep the private ones, and to run code that does both honestly. A service that can hand out keys, or exchange the client code, is inside the trust boundary, whatever its users compare.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["server-makes-keys", "mitm"],
  keys: "made-by-server",
  calls: [{ ...CHAT, attack: "use-handed-keys", script: [compareAloud, secret] }],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "match",
    disclosed: ["secret"],
    withheld: [],
    altered: "no",
    keyOrigin: "elsewhere",
    secretsHeld: ["certificate key of alice", "certificate key of bob"],
    alarms: [],
  },
});
