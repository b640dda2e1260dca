import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { compareAloud, contentRead, isRead, secret, WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "page-tells",
  title: "The app's own code tells the server",
  question:
    "Does the encryption between the peers keep content from a server that delivers their client code?",
  story: [
    "Nobody is in the middle. Alice and Bob have a connection with each other, their fingerprints agree, and the server forwards their signals byte for byte.",
    "But the code that Alice and Bob run comes from the server, as a page in a browser does. What they type it sends to the other peer, encrypted, and to the server as well, in a message that looks like any other telemetry.",
  ],
  lesson:
    "No key needs to leak and no handshake needs to be attacked. Whoever delivers the client code reads before the encryption begins; neither the recording nor a comparison of fingerprints shows it.",
  answer(evidence) {
    const { disclosed, decryption } = evidence;
    if (!isRead(evidence)) return answered("yes", "Yes, in this run: nothing reached the server.", disclosed);
    const recording =
      decryption.peerAssociationsOpened === 0 ? "the recording did not open" : "the recording opened as well";
    return answered(
      "no",
      `No: client code sent ${contentRead(evidence)} to the server, and ${recording}.`,
      disclosed,
    );
  },
  limits: [
    "The code says what it does, because the lab wrote it. It does not test how such code would be found: by reading it, by watching what the page sends, or by comparing it with what others were given.",
    "A check of the code against a hash that somebody else vouches for would notice another version of it. It would not notice that the version everybody has does this.",
  ],
  references: ["RFC 8826 §4.3.2.4", "RFC 8827 §4.3, §9.1"],
  classroom: [
    {
      question: "Which sign of this is in the recording between the peers?",
      answer:
        "None: the peers' own connection is what it would be without the malicious code. The telling goes to the server over the signalling, where other things go as well.",
    },
    {
      question: "Alice and Bob compared their fingerprints and they matched. Was the comparison wrong?",
      answer:
        "It was right. It says that nobody is between the two ends. It says nothing of what runs at the ends.",
    },
    {
      question: "Would an app that people install be different from a page?",
      answer:
        "It is delivered once and is the same for many people, so that a change can be seen, and a store or a signature can vouch for it. A page is delivered anew each time, and each person can be given another one.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["honest", "leaked-session-secrets"],
  calls: [
    {
      caller: "alice",
      channels: [{ label: "chat" }],
      clientCode: "tells-the-server",
      script: [compareAloud, secret],
    },
  ],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "match",
    disclosed: ["secret"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
