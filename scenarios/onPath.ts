import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { bothRefused, CHAT, contentRead, greeting, isRead, REFUSED_BY_STACK, secret } from "./script.ts";

export default defineScenario({
  id: "on-path",
  title: "An attacker on the path, with an honest server",
  question:
    "Can somebody who owns the network between the peers, but not the signalling, take part in the call?",
  story: [
    "The server forwards offer and answer byte for byte. The attacker sits on the network: it lets the ICE checks pass and answers the DTLS handshakes of both peers itself, with a certificate of its own.",
    "Each peer compares that certificate with the fingerprint that came over the signalling. It does not match, and no content is ever sent.",
  ],
  lesson:
    "The fingerprint in the SDP binds DTLS to the signalling. If the attacker on the path cannot change the signalling, and the stack checks both the fingerprint and the signature of the handshake, the attacker can prevent the call but not take part in it.",
  answer(evidence) {
    const { disclosed } = evidence;
    const { alice, bob } = evidence.link;
    if (isRead(evidence))
      return answered("yes", `Yes: the attacker read ${contentRead(evidence)}.`, disclosed);
    return bothRefused(evidence, "certificate-not-signalled")
      ? answered(
          "no",
          "No: both peers refused its certificate, because its fingerprint is not the signalled one; it only prevented the call.",
          disclosed,
          alice,
          bob,
        )
      : answered(
          "no",
          `No, it read nothing; but how it was kept out is another matter (Alice ${alice.value}, Bob ${bob.value}).`,
          disclosed,
          alice,
          bob,
        );
  },
  limits: [
    "This attacker leaves the signalling alone, although it is not encrypted here. Somebody on the path of plain WebSockets could change the fingerprint there, as the server does in the scenario mitm (RFC 8827 §9.1).",
    "The server is honest here and on nobody’s side; in the scenario mitm the server attacks and the path is honest. Both at once is not tested.",
    "It does not test what the attacker can do by dropping or delaying packets.",
  ],
  references: ["RFC 5763 §5, §8", "RFC 8122 §6, §7", "RFC 8827 §6.5, §9.1"],
  classroom: [
    {
      question: "The attacker answered both DTLS handshakes. At which point did each peer refuse?",
      answer:
        "After the other end had shown its certificate, when the peer compared it with the fingerprint from the SDP (RFC 5763 §5). The signature was in order: the attacker owns its certificate's key. The certificate was the wrong one.",
    },
    {
      question: "The comparison was never made. Why is that no loss here?",
      answer:
        "The signalling was honest, so the fingerprint in the SDP was the true one, and the stack itself compared. A comparison by people replaces the trust in the signalling where that is not deserved.",
    },
    {
      question: "What can this attacker still do?",
      answer:
        "Prevent the call, by dropping packets or as here by spoiling the handshake; see who talks with whom and when; and keep both peers’ certificates, which they showed it in these handshakes, for the attack of the scenario replayed-certificate.",
    },
  ],
  defences: [],
  controls: ["honest", "mitm"],
  calls: [{ ...CHAT, attack: "divert-on-path", script: [greeting, secret] }],
  expect: {
    ...REFUSED_BY_STACK("certificate-not-signalled"),
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting", "secret"],
    altered: "no",
    alarms: [],
  },
});
