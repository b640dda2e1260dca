import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import {
  bothConnected,
  CHAT,
  compareAloud,
  contentRead,
  greeting,
  isRead,
  secret,
  WITH_EACH_OTHER,
} from "./script.ts";

export default defineScenario({
  id: "wss-path",
  title: "The same somebody on the way, and signalling over TLS",
  question: "Does TLS to an honest server keep out somebody on the way to it?",
  story: [
    "The same attacker as in the scenario plain-ws-path, at the same place: both peers' connections to the server pass it. Only these run over TLS now, and the peers insist on the server's certificate.",
    "The attacker sees that a connection begins with a TLS handshake. It cannot read on, and a certificate of its own would be refused, so it passes the bytes on. Nothing in the signalling changes, and the peers connect with each other.",
  ],
  lesson:
    "With an honest server, TLS to it is what protects the fingerprints on their way. Against the server itself it does nothing: that is the scenario mitm-over-wss.",
  answer(evidence) {
    const { disclosed, comparison } = evidence;
    if (isRead(evidence)) return answered("no", `No: the attacker read ${contentRead(evidence)}.`, disclosed);
    return bothConnected(evidence) && comparison.value === "match"
      ? answered(
          "yes",
          "Yes: its fingerprints never came into the signalling, and the comparison was a match.",
          disclosed,
          comparison,
        )
      : answered(
          "partly",
          "Partly: nothing was read, but the peers did not find each other's certificates.",
          disclosed,
          comparison,
        );
  },
  limits: [
    "It does not test a client that accepts any certificate, nor an attacker who has one from an authority that the client trusts.",
    "The attacker can still cut the connection, and see who talks to this server, when and how much.",
  ],
  references: ["RFC 8827 §9.1", "RFC 6455 §10.6", "RFC 8446 §5.1"],
  classroom: [
    {
      question: "What does the attacker still learn?",
      answer:
        "That these two addresses talk to this server, when, and how large each signal is; then, on the path between the peers, their packets as anybody there sees them. Not the fingerprints in the SDP, although the certificates themselves are in clear in DTLS 1.2.",
    },
    {
      question: "The attack came to nothing, and nobody noticed it. Is that good?",
      answer:
        "For the content, yes. Had the attacker tried with a certificate of its own, the peers would have refused the connection to the server, and would have noticed that.",
    },
    {
      question:
        "In mitm-over-wss the signalling ran over TLS too, and everything was read. What is different?",
      answer: "Who attacks. TLS protects the way to the server and ends there. Here the server is honest.",
    },
  ],
  signalling: "wss",
  defences: ["compare-fingerprints"],
  controls: ["plain-ws-path", "honest"],
  calls: [{ ...CHAT, attack: "rewrite-on-the-way", script: [greeting, compareAloud, secret] }],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "match",
    disclosed: [],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
