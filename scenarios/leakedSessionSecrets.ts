import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { contentRead, isRead, WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "leaked-session-secrets",
  title: "The client code itself gives the session secret away",
  question: "Is the recording still safe if the code of the peer's own client works for the operator?",
  story: [
    "Alice and Bob talk through a server that forwards their signals byte for byte and records everything. Their certificates are genuine and comparing them shows no difference.",
    "But the code that runs on Alice's machine comes from the operator. In the middle of the call it sends the DTLS master secret to the server, dressed up as telemetry. With it the operator opens its recording.",
  ],
  lesson:
    "The end of the encryption is the code that runs at the endpoint. Whoever delivers that code is trusted with everything, and comparing fingerprints does not notice.",
  answer(evidence) {
    const { disclosed, decryption } = evidence;
    return isRead(evidence) || decryption.peerAssociationsOpened > 0
      ? answered(
          "no",
          `No: the recording opened with the secret that the client sent, and ${contentRead(evidence) || "its records"} can be read.`,
          disclosed,
        )
      : answered("yes", "Yes, in this run: nothing that the operator holds opened the recording.", disclosed);
  },
  limits: [
    "In a browser the page has no access to the DTLS master secret. It has access to the content itself, which is worse; the lab leaks the secret to show what it is worth.",
  ],
  references: ["RFC 8826 §4.3.2.4", "RFC 8827 §4.3, §9.1", "RFC 5246 §8.1"],
  classroom: [
    {
      question: "The comparison was a match. What is it worth here?",
      answer:
        "It was right: nobody was in the middle. The content left at the end, through the code that the person runs, and no comparison of certificates looks there.",
    },
    {
      question: "Who delivers the client code of a WebRTC application in a browser?",
      answer:
        "Usually the same service that runs the signalling. A person who does not trust the server to introduce the peers has to ask why they trust its page (RFC 8827 §9.1).",
    },
    {
      question: "A page cannot read the DTLS master secret. Is a browser safe from this, then?",
      answer:
        "No. The page has the content itself, before encryption and after decryption, and can send it anywhere. RFC 8826 §4.3.2.4 asks browsers to be able to keep media from the page; for data channels there is no such means.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["honest"],
  calls: [
    {
      caller: "alice",
      channels: [{ label: "chat" }],
      script: [
        { step: "compare", method: "full-fingerprint" },
        {
          step: "say",
          by: "alice",
          channel: "chat",
          type: "text",
          content: "Bob, the account number is {canary}.",
          canary: "account",
        },
        { step: "leak-session-secret", by: "alice" },
        {
          step: "say",
          by: "bob",
          channel: "chat",
          type: "text",
          content: "Noted: {canary}.",
          canary: "answer",
        },
      ],
    },
  ],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "match",
    disclosed: ["account", "answer"],
    withheld: [],
    altered: "no",
    associationsOpened: 1,
    secretsHeld: ["session secret of alice and bob"],
    alarms: [],
  },
});
