import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { ALARMS_OF_BOTH, CHAT, contentRead, greeting, isRead, secret } from "./script.ts";

export default defineScenario({
  id: "replayed-certificate",
  title: "A real certificate without its key",
  question: "Is it enough that the fingerprint matches?",
  story: [
    "In a first, honest call the attacker on the path sees both certificates: DTLS 1.2 sends them in clear. In the second call it answers the handshakes itself and shows each peer the other one’s real certificate, with a key of its own.",
    "The fingerprint matches, because the certificate is the real one. What cannot match is the signature in the handshake: it needs the private key. werift does not look at it, so the lab’s peers verify it themselves.",
  ],
  lesson:
    "A fingerprint names a certificate; only the signature in the handshake shows that the other end holds its key. A stack that checks the one without the other can be fooled by anybody on the path, and comparing fingerprints would find nothing: the certificates are the real ones.",
  answer(evidence) {
    const { disclosed, possession, remoteCertificate } = evidence;
    const shown = [remoteCertificate.alice, remoteCertificate.bob];
    const proofs = [possession.alice, possession.bob];
    if (!shown.every(({ value }) => value === "genuine"))
      return answered(
        "partly",
        "Partly: the certificates were not the genuine ones, so this run does not put the question.",
        ...shown,
      );
    if (!proofs.every(({ value }) => value === "refuted"))
      return answered(
        "partly",
        "Partly: the genuine certificate came with a proof of its key, so nothing more was needed here.",
        ...shown,
        ...proofs,
      );
    return answered(
      "no",
      `No: both peers were shown the genuine certificate by somebody who does not hold its key, and ${isRead(evidence) ? `${contentRead(evidence)} was read` : "only the signature of the handshake gave that away"}.`,
      disclosed,
      ...shown,
      ...proofs,
    );
  },
  limits: [
    "The peers carry the lab’s own check. Without it, this version of werift connects: the scenario replayed-certificate-unguarded and test/stack.test.ts show that, and test/stack/openssl.test.ts shows that OpenSSL refuses the same attacker.",
  ],
  references: ["RFC 5246 §7.4.3, §7.4.8, §7.4.9", "RFC 8122 §6", "RFC 8827 §6.5"],
  classroom: [
    {
      question: "How did the attacker get the peers' real certificates?",
      answer:
        "It read them from the first call. In DTLS 1.2 the certificates cross the network in clear; in DTLS 1.3 they are encrypted, but a certificate is public in any case and must not be a secret that anything rests on.",
    },
    {
      question:
        "The attacker's ECDHE key is its own. Why does the real certificate not stop it from taking part?",
      answer:
        "Nothing ties the ECDHE key to the certificate but the signature: the server's in ServerKeyExchange (RFC 5246 §7.4.3), the client's in CertificateVerify (§7.4.8). A stack that does not check these takes any key for the certificate's.",
    },
    {
      question: "Would reading fingerprints aloud have exposed this attacker?",
      answer:
        "No. Both people would have read true fingerprints of true certificates. A comparison presumes that the stack has checked the proof of possession.",
    },
  ],
  defences: [],
  controls: ["honest", "on-path", "replayed-certificate-unguarded"],
  calls: [
    { ...CHAT, script: [greeting] },
    { ...CHAT, attack: "replay-certificate", script: [secret] },
  ],
  expect: {
    link: { alice: "aborted", bob: "aborted" },
    linkFailure: { alice: "possession-refuted", bob: "possession-refuted" },
    remoteCertificate: { alice: "genuine", bob: "genuine" },
    possession: { alice: "refuted", bob: "refuted" },
    comparison: "not-made",
    disclosed: [],
    withheld: ["secret"],
    altered: "no",
    alarms: ALARMS_OF_BOTH("POSSESSION_REFUTED"),
  },
});
