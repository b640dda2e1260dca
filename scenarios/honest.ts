import { defineScenario } from "../src/scenario.ts";

export default defineScenario({
  id: "honest",
  title: "An honest server that records everything",
  question: "Can the server that introduced the peers read their traffic, if it records everything?",
  story: [
    "Alice calls Bob through a signalling server that forwards their offer, answer and candidates byte for byte. Each peer has made its own key in its own process. Everything that crosses the server and everything that crosses the network is recorded.",
    "The peers read their certificate fingerprints aloud to each other, on a channel that the server cannot reach. Then they talk, in text and in binary, and each message carries a random secret, a canary.",
    "Afterwards the recording and the server's log are searched for the canaries. The same search must find the canaries in what the peers said they sent, and a marker that the recorder was given in clear: an instrument that finds nothing proves nothing until it has shown that it can find.",
  ],
  lesson:
    "The keys were made on the peers and never crossed the server. A server that only records learns who talked when and how much, but no content.",
  limits: [
    "It does not test a server that attacks while the call is set up: see the scenario mitm.",
    "It does not test what a broken implementation of DTLS would give away.",
  ],
  references: ["RFC 8826 §4.3", "RFC 8827 §6.5", "RFC 8261", "RFC 7627"],
  defences: ["compare-fingerprints"],
  calls: [
    {
      caller: "alice",
      channels: [{ label: "chat" }, { label: "files", ordered: false }],
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
        {
          step: "say",
          by: "bob",
          channel: "chat",
          type: "text",
          content: "Thank you, Alice. Here is my file.",
        },
        {
          step: "say",
          by: "bob",
          channel: "files",
          type: "binary",
          content: "file {canary} ",
          canary: "file",
          bytes: 20_000,
        },
      ],
    },
  ],
  expect: {
    link: { alice: "connected", bob: "connected" },
    remoteCertificate: { alice: "genuine", bob: "genuine" },
    possession: { alice: "proven", bob: "proven" },
    comparison: "match",
    disclosed: [],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
