import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { compareAloud, contentRead, isRead, WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "server-makes-keys",
  title: "A server that makes the peers' keys",
  question: "Can the server open its recording if it made the keys of the peers’ certificates?",
  story: [
    "This is not WebRTC as the standard has it. The server makes a certificate and a private key for each peer in its own process, and sends them over the signalling connection as soon as the peer has joined. The peers make no key of their own and use what they were given.",
    "Otherwise the server is honest: it forwards offer, answer and candidates byte for byte and records everything. The peers compare their fingerprints, which agree, and talk.",
    "The lab searches every process and the server's log for both private keys. In the scenario honest it finds them with their owners only. Here it must find them with the server as well: that is how an answer of the other kind looks.",
  ],
  lesson:
    "Where a key was made can be seen in a run: here the server made, sent and still holds both private keys. Ephemeral Diffie–Hellman keeps what was only recorded closed even so, but the server can now pose as either peer, and no comparison of fingerprints would show it.",
  answer(evidence) {
    const { keyOrigin, disclosed } = evidence;
    const origins = [keyOrigin.alice, keyOrigin.bob];
    if (!origins.every(({ value }) => value === "elsewhere"))
      return answered(
        "partly",
        "Partly: not both keys were seen to come from elsewhere, so this run does not put the question.",
        ...origins,
        disclosed,
      );
    return isRead(evidence)
      ? answered(
          "yes",
          `Yes: with keys that it made, ${contentRead(evidence)} could be read.`,
          ...origins,
          disclosed,
        )
      : answered(
          "no",
          "No, not what it only recorded: it made and holds both certificates’ keys, and they opened no record; but it could pose as either peer.",
          ...origins,
          disclosed,
        );
  },
  limits: [
    "It does not test what the server can do with the keys while a call is set up: that is the scenario server-makes-keys-mitm.",
    "The client code of these peers is made for this scenario. A browser has no interface to import a private key for WebRTC.",
  ],
  references: ["RFC 8827 §6.5", "RFC 8826 §4.3", "RFC 5246 §7.4.3"],
  classroom: [
    {
      question: "The server holds both private keys. Why can it still not open the recording of this call?",
      answer:
        "The certificates' keys only sign. The session keys come from ephemeral Diffie–Hellman keys, which each peer made in its own process for this one handshake and sent to nobody.",
    },
    {
      question:
        "What does RFC 8827 §6.5 ask of the API that the peers use, and what does this service do instead?",
      answer:
        "The API must generate a new authentication key pair for every new call by default. It happens at the peer, so nobody else ever holds the private key. This service generates the pairs itself, sends them through its own log, and keeps them.",
    },
    {
      question: "Alice and Bob compared their fingerprints and they agreed. What does that tell them here?",
      answer:
        "That each was shown the certificate that the other uses. It does not tell who else can prove possession of its key. A comparison names the right certificate; it is worth something only if one end alone holds the key.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["honest", "server-makes-keys-mitm"],
  keys: "made-by-server",
  calls: [
    {
      caller: "alice",
      channels: [{ label: "chat" }],
      script: [
        compareAloud,
        {
          step: "say",
          by: "alice",
          channel: "chat",
          type: "text",
          content: "Bob, the account number is {canary}.",
          canary: "account",
        },
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
    disclosed: [],
    withheld: [],
    altered: "no",
    keyOrigin: "elsewhere",
    secretsHeld: ["certificate key of alice", "certificate key of bob"],
    alarms: [],
  },
});
