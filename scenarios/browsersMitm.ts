import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import mitm from "./mitm.ts";
import {
  ALARMS_OF_BOTH,
  alarmsOf,
  bothConnected,
  contentRead,
  isRead,
  WITH_THE_ATTACKER,
  wasRaised,
} from "./script.ts";

export default defineScenario({
  id: "browsers-mitm",
  title: "A server in the middle of two browsers",
  question: "Does a browser notice a server that puts itself in the middle?",
  story: [
    "The attack of the scenario mitm, against Chromium and Firefox as they are installed on this machine: the server puts its own fingerprints, ICE credentials and candidates into offer and answer.",
    "Each browser compares the certificate that DTLS delivers with the fingerprint in the SDP, as it must. Both are the server's, so they agree. Both browsers say that they are connected, and show nothing else to the user. Alice's greeting is read on the way.",
    "Then the people read their fingerprints aloud to each other, over another channel, and both hear something else than their browser has.",
  ],
  lesson:
    "A browser checks that the certificate fits the signalling, not whose it is: it cannot notice a server that controls the signalling. People who compare fingerprints can, as with any other stack.",
  answer(evidence) {
    const { disclosed, link } = evidence;
    if (!bothConnected(evidence))
      return answered("yes", "Yes: not both browsers went on with the connection.", link.alice, link.bob);
    if (!isRead(evidence))
      return answered(
        "partly",
        "Partly: both browsers were connected, but nothing was read in this run.",
        disclosed,
        link.alice,
      );
    return wasRaised(evidence, "FINGERPRINT_MISMATCH")
      ? answered(
          "no",
          `No: both browsers were connected and ${contentRead(evidence)} was read, until people compared fingerprints over another channel.`,
          disclosed,
          alarmsOf(evidence),
        )
      : answered(
          "no",
          `No: both browsers were connected and ${contentRead(evidence)} was read, and nothing exposed it.`,
          disclosed,
          alarmsOf(evidence),
        );
  },
  limits: [
    "What a browser's own windows would show to a user is not tested: no browser shows anything of a data channel's certificate.",
    "The comparison is made by programs. Firefox shows a page no certificate: there the fingerprint of its own description counts, which it compared with the certificate.",
  ],
  references: ["RFC 8827 §4.3, §6.5, §9.1", "RFC 8122 §5", "RFC 8826 §4.3.2"],
  classroom: [
    {
      question: "Why does the browser not warn of a self-signed certificate, as it does on a web page?",
      answer:
        "WebRTC's certificates are meant to be self-signed (RFC 8827 §6.5): no authority vouches for them, only the fingerprint that came over the signalling. On a web page the name in the address is what the certificate must prove; here there is no name.",
    },
    {
      question: "Could the page itself compare, instead of the people?",
      answer:
        "It has both fingerprints and could send them somewhere else. But the page comes from the operator in most applications: whoever attacks the signalling can deliver a page that says that all is well.",
    },
    {
      question: "Is anything different for the browsers in this run that an application could read?",
      answer:
        "Yes: the server in the middle speaks DTLS 1.2, and getStats tells so. The scenario downgrade looks at that, and at why it proves nothing.",
    },
  ],
  stacks: { alice: "chromium", bob: "firefox" },
  defences: ["compare-fingerprints"],
  controls: ["browsers", "mitm"],
  calls: mitm.calls,
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "mismatch",
    disclosed: ["greeting"],
    withheld: ["secret"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("FINGERPRINT_MISMATCH"),
    dtls: [{ version: "DTLS 1.2", certificatesInClear: "yes" }],
  },
});
