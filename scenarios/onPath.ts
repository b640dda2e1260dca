import { defineScenario } from "../src/scenario.ts";
import { CHAT, greeting, secret } from "./script.ts";

export default defineScenario({
  id: "on-path",
  title: "An attacker on the path, with an honest server",
  question: "What can somebody do who owns the network between the peers, but not the signalling server?",
  story: [
    "The server forwards offer and answer byte for byte. The attacker sits on the network: it lets the ICE checks pass and answers the DTLS handshakes of both peers itself, with a certificate of its own.",
    "Each peer holds that certificate against the fingerprint that came over the signalling. It does not match, and no content is ever sent.",
  ],
  lesson:
    "The fingerprint in the SDP binds DTLS to the signalling. Whoever does not control the signalling can prevent the call, but not take part in it.",
  limits: [
    "It does not test an attacker who controls both the path and the signalling: that is the scenario mitm.",
    "It does not test what the attacker can do by dropping or delaying packets.",
  ],
  references: ["RFC 5763 §8", "RFC 8122 §7", "RFC 8827 §6.5"],
  classroom: [
    {
      question: "The attacker answered both DTLS handshakes. At which point did each peer refuse?",
      answer:
        "After the other end had shown its certificate, when the peer held it against the fingerprint from the SDP (RFC 5763 §5). The signature was in order: the attacker owns its certificate's key. The certificate was the wrong one.",
    },
    {
      question: "The comparison was never made. Why is that no loss here?",
      answer:
        "The signalling was honest, so the fingerprint in the SDP was the true one, and the stack itself compared. A comparison by people replaces the trust in the signalling where that is not deserved.",
    },
    {
      question: "What can this attacker still do?",
      answer:
        "Prevent the call, by dropping packets or as here by spoiling the handshake; see who talks with whom, when and how much, and both certificates if it lets an honest handshake pass.",
    },
  ],
  defences: [],
  controls: ["honest", "mitm"],
  calls: [{ ...CHAT, attack: "divert-on-path", script: [greeting, secret] }],
  expect: {
    link: { alice: "failed", bob: "failed" },
    remoteCertificate: { alice: "none", bob: "none" },
    possession: { alice: "proven", bob: "proven" },
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting", "secret"],
    altered: "no",
    alarms: [],
  },
});
