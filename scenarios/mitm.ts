import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { ALARMS_OF_BOTH, alarmsOf, contentRead, isRead, WITH_THE_ATTACKER, wasRaised } from "./script.ts";

export default defineScenario({
  id: "mitm",
  title: "A server that puts itself in the middle",
  question: "Could the server listen in, if it did more than record?",
  story: [
    "Alice calls Bob, but the server forwards neither her offer nor his answer as it is. It puts the fingerprints of certificates of its own into both, and its own ICE credentials and candidates, so that each peer makes its encrypted connection with the server instead of with the other peer.",
    "WebRTC's own check compares the certificate that DTLS delivers with the fingerprint in the SDP. Both come from the server now, so they agree, and both peers report a connection. Alice sends a greeting. The server decrypts it on the one leg, writes it down, and sends it on over the other.",
    "Then the peers read their fingerprints aloud on another channel. Neither hears what its connection delivered. Both raise the alarm and hang up, and the secret that Alice would have sent next stays with her.",
  ],
  lesson:
    "Encryption alone does not tell who is at the other end. A signalling server that attacks during the set-up can read all that is said, and this WebRTC stack raises no alarm. Comparing fingerprints over another channel exposes it, in time for whatever is said afterwards.",
  answer(evidence) {
    const { disclosed } = evidence;
    if (!isRead(evidence))
      return answered("no", "No: it read no content in this run.", disclosed, alarmsOf(evidence));
    return wasRaised(evidence, "FINGERPRINT_MISMATCH")
      ? answered(
          "yes",
          `Yes: it read ${contentRead(evidence)}, until the peers compared their fingerprints over another channel.`,
          disclosed,
          alarmsOf(evidence),
        )
      : answered("yes", `Yes: it read ${contentRead(evidence)}, and no comparison exposed it.`, disclosed);
  },
  limits: [
    "The comparison is made by programs that read correctly. It does not test how well people compare; RFC 8827 §9.1 does not hold it suitable for general use.",
    "The peers' client code is honest here. Code that the server itself delivers could lie about the fingerprint.",
  ],
  references: ["RFC 8826 §4.3.2", "RFC 8827 §4.3, §6.5, §9.1", "RFC 8122 §5", "RFC 5763 §8"],
  classroom: [
    {
      question:
        "Both peers verified the certificate against the fingerprint in the SDP. Why did that not help?",
      answer:
        "The server wrote that fingerprint. The check ties the DTLS connection to the signalling (RFC 5763 §5), so it is worth as much as the signalling is. Against an attacker who has the network but not the signalling it does help.",
    },
    {
      question: "Each leg proved that it holds its certificate's private key. Is that not authentication?",
      answer:
        "It proves that the other end owns the certificate that it showed, not that the certificate is Bob's. A self-signed certificate names nobody that anybody vouches for; the peers need a second source for the fingerprint, such as reading it aloud, or an identity provider (RFC 8827 §7), which of the browsers only Firefox has, in part.",
    },
    {
      question:
        "The server could also rewrite what the peers compare. What stops it here, and what would not?",
      answer:
        "The comparison uses a channel on which the server cannot change what is said. It need not be secret. Comparing in the chat of the attacked call would not stop it: both legs are its own, and it could put the expected fingerprint in place of the true one. Client code that the server delivers could lie too.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["honest", "skipped-comparison"],
  calls: [
    {
      caller: "alice",
      channels: [{ label: "chat" }, { label: "files", ordered: false }],
      attack: "substitute-fingerprint",
      script: [
        {
          step: "say",
          by: "alice",
          channel: "chat",
          type: "text",
          content: "Hello Bob, it is me. Our word of the day is {canary}.",
          canary: "greeting",
        },
        { step: "compare", method: "full-fingerprint" },
        {
          step: "say",
          by: "alice",
          channel: "chat",
          type: "text",
          content: "Now that we are alone: the account number is {canary}.",
          canary: "secret",
        },
      ],
    },
  ],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "mismatch",
    disclosed: ["greeting"],
    withheld: ["secret"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("FINGERPRINT_MISMATCH"),
  },
});
