import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import {
  ALARMS_OF_BOTH,
  alarmsOf,
  CHAT,
  compareAloud,
  contentRead,
  greeting,
  isRead,
  secret,
  WITH_THE_ATTACKER,
} from "./script.ts";

export default defineScenario({
  id: "plain-ws-path",
  title: "An honest server, and somebody on the way to it",
  question: "Is it enough that the signalling server can be trusted?",
  story: [
    "The server is honest: it forwards, byte for byte, what reaches it. But the peers reach it over plain WebSockets, and somebody owns a piece of the network on the way, such as whoever runs the Wi-Fi. Their connections pass a program of that person.",
    "It does what the server does in the scenario mitm, one step earlier: it puts fingerprints, ICE credentials and candidates of its own into each signal before the server sees it. The server's log then has nothing but the attacker's fingerprints, and the server cannot know.",
    "The comparison over another channel exposes it as it exposes a server in the middle.",
  ],
  lesson:
    "A trusted server is not enough; it takes a way to it that nobody can change. Whoever can write the signalling can be in the middle, whoever that is.",
  answer(evidence) {
    const { disclosed } = evidence;
    return isRead(evidence)
      ? answered(
          "no",
          `No: somebody on the way to the honest server read ${contentRead(evidence)}.`,
          disclosed,
          alarmsOf(evidence),
        )
      : answered("partly", "Partly: nothing was read in this run.", disclosed, alarmsOf(evidence));
  },
  limits: [
    "That the peers' connections pass the attacker is arranged by the lab. How somebody gets onto the path, by ARP, DNS or a rogue access point, is not shown.",
    "The attacker here is on the way of both peers. With one of them it could do the same: what a peer sends and what it receives both pass there.",
  ],
  references: ["RFC 8827 §9.1", "RFC 8826 §4.3.2", "RFC 6455 §10.6"],
  classroom: [
    {
      question: "The server's operator is asked for its log. What would it show?",
      answer:
        "An offer and an answer with fingerprints, forwarded as they came. They are the attacker's, and nothing in the log tells so: it takes what the peers say they sent to see the difference.",
    },
    {
      question:
        "Compare this run with the scenario on-path, in which the attacker also owns the network. Why does it succeed here?",
      answer:
        "There it leaves the signalling alone, and each peer compares the certificate with the true fingerprint. Here it changes the fingerprint too. The check of the stack ties the connection to the signalling, so it is worth what the signalling is worth.",
    },
    {
      question: "What is the smallest change that keeps this attacker out?",
      answer:
        "TLS to the server, with a certificate that the peers check: the scenario wss-path. A browser insists on it in practice, because a page from https may not open a plain WebSocket.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["wss-path", "skipped-comparison", "honest"],
  calls: [{ ...CHAT, attack: "rewrite-on-the-way", script: [greeting, compareAloud, secret] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "mismatch",
    disclosed: ["greeting"],
    withheld: ["secret"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("FINGERPRINT_MISMATCH"),
  },
});
