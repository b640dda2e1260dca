import { answered, unanswered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { contentRead, isRead, WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "honest",
  title: "An honest server that records everything",
  question: "Can the server that introduced the peers read their traffic, if it records everything?",
  story: [
    "Alice calls Bob through a signalling server that forwards their offer, answer and candidates byte for byte. Each peer has made its own key in its own process. Everything that crosses the server and everything that crosses the network is recorded.",
    "The peers read their certificate fingerprints aloud to each other, over another channel: it need not be secret, but the server cannot change what is said on it. Then they talk, in text and in binary, and each message carries a random secret, a canary.",
    "Afterwards the recording and the server's log are searched for the canaries. The same search must find the canaries in what the peers said they sent, and a marker that the recorder was given in clear: an instrument that finds nothing proves nothing until it has shown that it can find.",
  ],
  lesson:
    "A server that only records learns who talked, when and how much, but does not get at the content directly: no private key is in any signal, and the session’s keys came from a Diffie–Hellman exchange of which the recording has the public half.",
  answer(evidence) {
    const { disclosed, decryption } = evidence;
    if (isRead(evidence))
      return answered(
        "yes",
        `Yes: ${contentRead(evidence)} came to be read by somebody who is no peer.`,
        disclosed,
      );
    if (decryption.recordsOpened > 0)
      return answered(
        "yes",
        `Yes: ${decryption.recordsOpened} encrypted records opened with what it holds.`,
        disclosed,
      );
    if (decryption.withoutControl > 0)
      return unanswered(
        "no record opened, but these stacks tell nobody the secrets that must open them, so it shows nothing",
      );
    return answered(
      "no",
      `No, not the content directly: nothing that the server and the recording hold opened any of ${decryption.recordsTried} encrypted records; who talks with whom, when and how much they show all the same.`,
      disclosed,
    );
  },
  limits: [
    "The operator here has the server’s log and a recording of the network. A signalling server by itself does not see the peers’ datagrams; it does where it also relays them (TURN) or its operator has the network.",
    "It does not test what sizes and times give away of the content: see the scenario traffic-analysis.",
    "It does not test a server that attacks while the call is set up: see the scenario mitm.",
    "It does not test what a broken implementation of DTLS would give away.",
  ],
  references: ["RFC 8826 §4.3", "RFC 8827 §6.5", "RFC 8261", "RFC 7627"],
  classroom: [
    {
      question: "The server saw both fingerprints and both offers. Why can it not compute the session keys?",
      answer:
        "A fingerprint is a hash of a public certificate and no key. The session keys come from an ephemeral Diffie–Hellman exchange inside the DTLS handshake (ECDHE): each peer sends a public value and keeps the private one. Both public values are in the recording, and they are not enough.",
    },
    {
      question:
        "The operator steals the certificates' private keys next year. Does last year's recording open?",
      answer:
        "No. With ECDHE the certificate's key only signs. It never encrypts a session key, and once both ends have erased the ephemeral keys there is nothing left to steal (this run does not test that they do). This is forward secrecy; RFC 8827 §6.5 has implementations prefer cipher suites that give it. An attacker with the stolen keys could pose as a peer in a later call.",
    },
    {
      question: "Name three things that the operator learns although the content is encrypted.",
      answer:
        "Who talks with whom (addresses, and the accounts that the signalling knows), when and for how long, and how much in pieces of what size. In DTLS 1.2 it also sees both certificates and the software's offer of cipher suites and extensions.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["mitm"],
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
    ...WITH_EACH_OTHER,
    comparison: "match",
    disclosed: [],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
