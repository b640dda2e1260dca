import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { bothConnected, CHAT, contentRead, greeting, isRead, WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "plain-sctp",
  title: "A server that asks for data channels without DTLS",
  question: "Can the server have the peers send in clear by asking for a protocol without DTLS?",
  story: [
    "A description names the protocol of its data channels: UDP/DTLS/SCTP. The server changes it to UDP/SCTP in offer and answer, and nothing else. Then it waits for messages in clear.",
    "The stack does not refuse. It does not even look: it connects by DTLS as always, the certificates fit the fingerprints, and the recording shows no message.",
  ],
  lesson:
    "Nothing was sent in clear, but not because somebody refused: the stack ignores the field and knows only one way to carry a data channel. A stack that acted on it would have to refuse (RFC 8831 §5).",
  answer(evidence) {
    const { disclosed, traffic } = evidence;
    if (isRead(evidence))
      return answered("yes", `Yes: ${contentRead(evidence)} crossed in clear.`, disclosed);
    const { alice, bob } = evidence.link;
    const clear = traffic.other + traffic.faults;
    if (clear > 0)
      return answered(
        "partly",
        `Partly: ${clear} datagrams were not DTLS, and no content was read.`,
        disclosed,
      );
    return bothConnected(evidence)
      ? answered(
          "no",
          "No: nobody refused the protocol, and both peers used DTLS all the same.",
          disclosed,
          alice,
          bob,
        )
      : answered(
          "no",
          `No: no connection came about (Alice ${alice.value}, Bob ${bob.value}).`,
          disclosed,
          alice,
          bob,
        );
  },
  limits: [
    "It shows this version of werift. A stack that carries out what the field says must refuse it; one that ignores it, as here, is safe by having no other way.",
    "The server does not stand in the middle here. That it would be let in with a fingerprint of its own is the scenario mitm.",
  ],
  references: ["RFC 8841 §4", "RFC 8831 §5", "RFC 8827 §6.5"],
  classroom: [
    {
      question: "The server changed the SDP, and the call worked. Who noticed?",
      answer:
        "Nobody. The report shows it because it sets what was sent beside what was received; neither peer has both. A peer that is sent something it did not expect and works all the same gives no sign of it.",
    },
    {
      question: "Is it a fault of the stack to ignore the protocol?",
      answer:
        "It reads a description that says something else than it does. That is sloppy, and here it is harmless, because what it does instead is the only thing allowed. RFC 8841 §4 knows only protocols with DTLS for data channels.",
    },
    {
      question: "What does the claim “encryption is mandatory” get from this run?",
      answer:
        "Half of it: asked for less, the stack sent nothing in clear. Refused it did not. The scenario no-fingerprint is the one in which the connection is refused.",
    },
  ],
  defences: [],
  controls: ["honest", "no-fingerprint", "mitm"],
  calls: [{ ...CHAT, attack: "plain-sctp", script: [greeting] }],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
