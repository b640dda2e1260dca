import { answered, unanswered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "stolen-certificate-keys",
  title: "The certificates' private keys are stolen after the call",
  question: "Does the operator's recording open once somebody steals the private keys of both certificates?",
  story: [
    "Alice and Bob talk through an honest server that records everything. After the call the operator is given the private keys of both certificates, as if it had broken into both machines.",
    "The operator combines each stolen key with the public values of the recorded handshake, as if it were the Diffie–Hellman key, and tries the results and everything else that it holds. For contrast there is a TLS 1.2 connection of the old kind, in which the client encrypts the premaster secret to the server's RSA key: that recording opens with the stolen key.",
  ],
  lesson:
    "The certificates only sign; ephemeral Diffie–Hellman makes the session keys. A key that only signs is no help in opening what was recorded. This is forward secrecy, as long as the ephemeral keys and the session’s secrets are erased.",
  answer({ decryption, disclosed }) {
    if (decryption.peerAssociationsOpened > 0)
      return answered(
        "yes",
        `Yes: ${decryption.peerAssociationsOpened} connection between the peers opened.`,
        disclosed,
      );
    return decryption.staticKeyCandidates > 0
      ? answered(
          "no",
          `No: combined with every public value of the handshake, and tried as they are, the stolen keys opened none of ${decryption.recordsTried} records.`,
          disclosed,
        )
      : unanswered("the stolen keys were not combined with the public values of the handshake");
  },
  limits: [
    "It does not test keys stolen before or during the call: whoever holds them then can answer in the peer's name.",
    "It does not test whether the ephemeral keys and the session secrets were really erased from the peers' memory after the call.",
    "The contrast is one message over TLS on TCP, by other code. It shows what a stolen key opens where it receives the secret, not what older WebRTC did.",
  ],
  references: ["RFC 8826 §4.3.1", "RFC 8827 §6.5", "RFC 5246 §8.1.1", "RFC 8422 §2", "RFC 9325 §4.1"],
  classroom: [
    {
      question: "Both private keys were stolen. What can the thief do from now on?",
      answer:
        "Pose as Alice or Bob in later calls, where it can get between them and they still use these certificates. It cannot open what was recorded.",
    },
    {
      question: "The old kind of TLS connection opened. What did its client do differently?",
      answer:
        "It chose the premaster secret itself and encrypted it to the server's RSA key (RFC 5246 §8.1.1). The recording holds that ciphertext, and the stolen key opens it. RFC 9325 §4.1 advises against such suites.",
    },
    {
      question: "What must be true for forward secrecy to hold, beyond the choice of the cipher suite?",
      answer:
        "The ephemeral private keys and the session secrets must really be gone after the call, and must have been random. This run does not look into the peers' memory afterwards.",
    },
  ],
  defences: [],
  controls: ["leaked-session-secrets"],
  afterwards: "operator-gets-certificate-keys",
  calls: [
    {
      caller: "alice",
      channels: [{ label: "chat" }],
      script: [
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
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "no",
    secretsHeld: ["certificate key of alice", "certificate key of bob"],
    alarms: [],
  },
});
