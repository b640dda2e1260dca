import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import {
  alarmsOf,
  bothConnected,
  bothFooled,
  CHAT,
  contentRead,
  greeting,
  isRead,
  secret,
  WITH_THE_ATTACKER,
  wasRaised,
} from "./script.ts";

export default defineScenario({
  id: "third-party-app",
  title: "An application that others wrote",
  question: "Does an application that many people use notice the man in the middle?",
  story: [
    "Alice and Bob write into one document with y-webrtc, each in a Chromium of their own. Neither the application nor its own signalling server is changed. Only the operator's proxy stands before that server.",
    "The proxy does not know the application. It puts the descriptions and candidates of its two legs in place of every description and candidate that it finds in the JSON that passes. The rest is forwarded as it came.",
    "Both browsers connect. The document that Alice fills appears at Bob's, and all of it has passed the proxy's hands.",
  ],
  lesson:
    "The attack needs to know nothing of an application but that descriptions cross its server as they are. A browser compares the certificate with the fingerprint that it was given, and an application that does not let its users compare anything has nothing else to go by.",
  answer(evidence) {
    const { disclosed, link } = evidence;
    if (!isRead(evidence))
      return answered(
        "no",
        "No, but nothing was read in this run either, so there was nothing to notice.",
        disclosed,
      );
    if (wasRaised(evidence, "APPLICATION_ERROR"))
      return answered(
        "yes",
        `Yes: ${contentRead(evidence)} was read, but the application told its user that something is wrong.`,
        disclosed,
        alarmsOf(evidence),
      );
    return bothConnected(evidence) && bothFooled(evidence)
      ? answered(
          "no",
          `No: it connected to the attacker, delivered the document and reported no error, and the attacker read ${contentRead(evidence)}.`,
          disclosed,
          link.alice,
          link.bob,
          alarmsOf(evidence),
        )
      : answered(
          "partly",
          `Partly: ${contentRead(evidence)} was read and the application reported no error, but its two pages did not both connect to the attacker.`,
          disclosed,
        );
  },
  limits: [
    "It is one version of one application. PeerJS, simple-peer and trystero are tried in the lab's tests, in the same way.",
    "That the application noticed nothing means that it told its user of no error and no lost connection. The lab's tests show that it does where a browser refuses the attack's description.",
    "A script of the lab in each page reports what the browser's interface says, and gives the network's public ports for the page's own. It can lie as any script in the page can.",
    "The browsers' private keys and session keys are out of reach: where keys were made, and what memory holds, is not tested for the two peers.",
  ],
  references: ["RFC 8826 §4.3.2", "RFC 8827 §4.3, §6.5", "RFC 8122 §5"],
  classroom: [
    {
      question: "The attacker's program has not one line about this application. What does it rely on?",
      answer:
        "On the format of descriptions, which every WebRTC application has to send somehow (RFC 8866), and on reading them in clear. An application can make its signalling unreadable to its server, as the scenario third-party-app-sealed does.",
    },
    {
      question: "The application's server was never touched. Who attacked, then?",
      answer:
        "Whoever stands between the users and that server and can read what passes: here a proxy of the operator's. The operator of a hosted server, or of whatever ends TLS before it, is in the same place.",
    },
    {
      question: "What could the application's authors do without a password?",
      answer:
        "Let the two people compare: a browser gives the certificates' fingerprints to the page, and a short code can be made of both. Sign the descriptions with keys that the two know of each other. Both rely on the page, which the operator usually serves too.",
    },
  ],
  defences: [],
  controls: ["third-party-app-sealed"],
  stacks: { alice: "chromium", bob: "chromium" },
  app: { name: "y-webrtc" },
  calls: [{ ...CHAT, attack: "substitute-fingerprint", script: [greeting, secret] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "not-made",
    disclosed: ["greeting", "secret"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
