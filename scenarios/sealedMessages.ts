import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { bothFooled, CHAT, contentRead, greeting, isRead, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "sealed-messages",
  title: "Messages sealed above the channel",
  question: "Can a server in the middle be left with nothing to read, although nobody notices it?",
  story: [
    "The server stands in the middle of the call, as in the scenario mitm: it has a leg towards each peer, both handshakes succeed, and nobody compares anything in this call.",
    "But Alice and Bob know each other’s long-term X25519 key; they compared these keys once, before the first call. Their offer and answer carry the two messages of a Noise handshake, which the server can drop but not replace. From it each call has keys of its own, and every message crosses the channel encrypted with them.",
    "Alice greets Bob and tells him the secret. The server decrypts DTLS on one leg, writes down what it finds, and sends it on over the other. It is ciphertext.",
  ],
  lesson:
    "Who does not trust the channel can encrypt above it. The man in the middle then becomes one more part of the network: it sees who talks when and how much, it can cut the call, and it reads nothing. All rests on the keys that were compared before, once, and on client code that uses them.",
  answer(evidence) {
    const { disclosed, remoteCertificate, delivery } = evidence;
    if (isRead(evidence))
      return answered("no", `No: it read ${contentRead(evidence)} in this run.`, disclosed);
    return bothFooled(evidence) && delivery.sealedOnTheWay > 0 && delivery.readOnTheWay === 0
      ? answered(
          "yes",
          `Yes: it was the other end of both connections and wrote down ${delivery.sealedOnTheWay} messages, all of them sealed; no content is in them.`,
          disclosed,
          remoteCertificate.alice,
          remoteCertificate.bob,
        )
      : answered(
          "partly",
          "Partly: no canary was read, but it did not carry this call with nothing but sealed messages.",
          disclosed,
        );
  },
  limits: [
    "The long-term keys reach the other peer unchanged, before the call. How people come to that is the same question as with fingerprints, asked once and not in each call.",
    "The server carries the call and changes nothing in it. What becomes of a change is in the scenario sealed-messages-altered.",
    "Sizes and times are as visible as before: each sealed message is 25 bytes longer than its content.",
  ],
  references: [
    "Noise Protocol Framework, revision 34, §7.5, §7.7",
    "RFC 7748 §6.1",
    "RFC 8826 §4.3.2",
    "RFC 8827 §9.1",
  ],
  classroom: [
    {
      question: "Both legs’ certificates are the server’s. Why did the peers not need to notice?",
      answer:
        "They use the DTLS connection as a mere carrier. The keys that count come from the Noise handshake, and that takes the two long-term private keys, which the server has neither of.",
    },
    {
      question: "The handshake’s messages go through the server. Why can it not put its own in their place?",
      answer:
        "Each message is authenticated under a secret that takes a long-term private key of one of the two peers. With another message the peer’s decryption of it fails, and the peer refuses the call: AGREEMENT_INVALID. The server can prevent the call; it cannot join it.",
    },
    {
      question: "What would have to be true for the server to read along all the same?",
      answer:
        "That it delivered the keys when they were first exchanged and nobody compared them, or that it delivers the client code: that has each message before it is sealed.",
    },
  ],
  defences: ["seal-messages"],
  controls: ["honest-defended", "skipped-comparison"],
  calls: [{ ...CHAT, attack: "substitute-fingerprint", script: [greeting, secret] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
