import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { bothRefused, CHAT, contentRead, greeting, isRead, NOT_BEGUN } from "./script.ts";

export default defineScenario({
  id: "keys-in-sdp",
  title: "A server that asks for keys in the SDP",
  question: "Can the server get the keys by asking for an older key exchange, SDES, in place of DTLS?",
  story: [
    "In SDES each end writes the key that it encrypts with into the SDP (RFC 4568), so the server that forwards the SDP has it. Browsers offered this beside DTLS for some years.",
    "Here the server makes offer and answer ask for it: the protocol becomes RTP/SAVPF, a=crypto carries a key that the server made, and the lines of DTLS are gone. The stack knows no SDES. It looks for a fingerprint, finds none, and makes no connection.",
  ],
  lesson:
    "That session keys go through the signalling was true of SDES, and WebRTC forbids it. What protects these peers is that their stack has no such code: nothing is left to be talked into.",
  answer(evidence) {
    const { disclosed } = evidence;
    const { alice, bob } = evidence.link;
    if (isRead(evidence)) return answered("yes", `Yes: it read ${contentRead(evidence)}.`, disclosed);
    return bothRefused(evidence, "no-fingerprint")
      ? answered(
          "no",
          "No: both peers ignored the key in the SDP and made no connection without a fingerprint.",
          disclosed,
          alice,
          bob,
        )
      : answered(
          "no",
          `No, it read nothing; but how the peers ended is another matter (Alice ${alice.value}, Bob ${bob.value}).`,
          disclosed,
          alice,
          bob,
        );
  },
  limits: [
    "SDES makes keys for SRTP, that is for audio and video; the calls of this lab have data channels. It shows that the stack takes no key from the SDP, not what a stack with SDES would do with audio.",
    "Where a=crypto stands beside a fingerprint, this stack uses DTLS and ignores it; that is no scenario of its own.",
  ],
  references: ["RFC 4568 §6.2", "RFC 8827 §6.5", "RFC 8826 §4.3.1"],
  classroom: [
    {
      question: "What would the server have had to do with the key, had the peers taken it?",
      answer:
        "Nothing but record. Both peers would have encrypted with a key that stands in its own log. An honest server that keeps a log of its signals would have had the keys just so.",
    },
    {
      question: "Is TLS to the signalling server not enough to protect a key in the SDP?",
      answer:
        "Against somebody on the way to the server it is. Not against the server, where TLS ends and the SDP is read (RFC 8826 §4.3.1).",
    },
    {
      question: "Why does WebRTC forbid SDES and not just prefer DTLS?",
      answer:
        "An attacker who chooses what is offered could choose the weaker one. RFC 8827 §6.5 therefore lets nobody offer it, or take it when it is offered.",
    },
  ],
  defences: [],
  controls: ["honest", "mitm", "no-fingerprint"],
  calls: [{ ...CHAT, attack: "keys-in-sdp", script: [greeting] }],
  expect: {
    ...NOT_BEGUN,
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    altered: "no",
    alarms: [],
  },
});
