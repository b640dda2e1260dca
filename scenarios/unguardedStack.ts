import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { chatter, isRead, WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "unguarded-stack",
  title: "A stack that uses nonces twice",
  question:
    "Does “the recording reveals nothing” hold for an implementation that breaks the rules of its cipher?",
  story: [
    "The same honest call, but without the guard that this lab's peers add to werift. werift numbers its records of epoch 1 again from 1 after Finished, so one later record gets the very number that Finished had, and with it the same AES-GCM nonce under the same key.",
    "Whoever records both learns the XOR of their two plaintexts. The first 12 bytes of Finished are known from the protocol, so the first 12 bytes of the other record are known too.",
  ],
  lesson:
    "“Reveals nothing” is a promise of the protocol. The implementation has to keep it: one nonce used twice gives bytes away without any key, and with them the means to forge records.",
  answer(evidence) {
    const { nonces, disclosed } = evidence;
    const uses = { ...nonces, because: "it is not known whether a nonce came twice" };
    return nonces.value === "reused"
      ? answered(
          "no",
          `No: ${nonces.reused} nonces came twice under one key, so bytes of these records follow from the recording alone${isRead(evidence) ? "" : "; of the content, nothing was read"}.`,
          uses,
          disclosed,
        )
      : answered("yes", "Yes, in this run: no nonce came twice.", uses, disclosed);
  },
  limits: [
    "Twelve bytes are the SCTP common header here, not content. Finished has 24 bytes of plaintext, of which the last 12 are a secret of both ends, and content begins behind byte 28 of an SCTP packet: this reuse does not reach it.",
    "A nonce used twice also gives away the authentication key of AES-GCM, so that records can be forged and changed: that is the greater harm, and the scenario record-forgery does it.",
  ],
  references: ["RFC 5288 §3", "RFC 9325 §7.2.1", "RFC 5116 §3.1", "RFC 6347 §4.1"],
  classroom: [
    {
      question: "Why does one repeated nonce in AES-GCM give away so much?",
      answer:
        "GCM encrypts in counter mode: the same key and nonce make the same keystream. The XOR of the two ciphertexts is the XOR of the two plaintexts, and whoever knows one has the other.",
    },
    {
      question: "Where did the known plaintext come from?",
      answer:
        "From the protocol. A Finished message begins with a handshake header whose 12 bytes are the same in every call of this kind (RFC 6347 §4.2.2).",
    },
    {
      question: "What could have been given away if the second record had begun otherwise?",
      answer:
        "Whatever stood in those 12 bytes. Here it is the SCTP common header: ports, verification tag, checksum. The lesson is not the loss of these bytes but that the cipher's promise was void.",
    },
  ],
  defences: [],
  controls: ["honest"],
  calls: [
    {
      caller: "alice",
      channels: [{ label: "chat" }],
      dangerSkipGuards: ["nonce"],
      script: [
        {
          step: "say",
          by: "alice",
          channel: "chat",
          type: "text",
          content: "Bob, the account number is {canary}.",
          canary: "account",
        },
        ...chatter,
      ],
    },
  ],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "no",
    noncesReused: true,
    alarms: [],
  },
});
