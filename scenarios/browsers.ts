import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import honest from "./honest.ts";
import { contentRead, findingOf, isRead, WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "browsers",
  title: "Two browsers, and a server that records everything",
  question:
    "Can the server read what two browsers say to each other, or see who they are by their certificates?",
  story: [
    "Alice calls Bob as in the scenario honest, but each of them sits at a browser: Alice at Chromium, Bob at Firefox. Each browser makes a key pair and certificate of its own, and gives the key to nobody, not even to the page. The server is honest and records everything.",
    "Today's browsers agree on DTLS 1.3 with each other. Its hellos are in clear; all after them is encrypted, the certificates too. And they agree on keys by X25519MLKEM768, a hybrid: an elliptic curve, and ML-KEM, which is meant to withstand a quantum computer.",
    "The peers compare their fingerprints and talk. Afterwards Firefox's key log opens the recording for the judge: that is the control of all that the recording does not show.",
  ],
  lesson:
    "What the scenario honest shows of two werift peers holds for two browsers: a server that only records reads no content. With DTLS 1.3 it does not even see the certificates.",
  answer(evidence) {
    const { disclosed, decryption, certificatesInClear } = evidence;
    if (isRead(evidence))
      return answered(
        "yes",
        `Yes: ${contentRead(evidence)} came to be read by somebody who is no peer.`,
        disclosed,
      );
    if (decryption.recordsOpened > 0)
      return answered(
        "yes",
        `Yes: ${decryption.recordsOpened} encrypted records opened with what it holds.`,
        disclosed,
      );
    const certificates = findingOf(certificatesInClear);
    if (certificates.value === "yes")
      return answered(
        "partly",
        "Partly: it reads no content, but the certificates stand in clear in the recording.",
        disclosed,
        certificates,
      );
    return answered(
      "no",
      `No, neither: nothing that it holds opened any of ${decryption.recordsTried} encrypted records, and the certificates stand nowhere in the recording in clear.`,
      disclosed,
      certificates,
    );
  },
  limits: [
    "It tests data channels of the browsers that are on this machine, without media, and with settings that keep them on this machine.",
    "A browser gives the private key of its certificate to nobody, so that key is not searched for in memory: where it was made is the browser's word.",
    "The fingerprints are in the signalling in clear. Who knows a peer's certificate from elsewhere knows it again by them.",
    "Whether a quantum computer would open the recording is not tested here; the scenario record-now-break-later-browsers looks at what is known.",
  ],
  references: ["RFC 9147", "RFC 8446 §4.4.2", "RFC 8827 §6.5", "draft-ietf-tls-ecdhe-mlkem"],
  classroom: [
    {
      question:
        "The certificates are encrypted now. Can the server still tell that it is the same Alice as yesterday?",
      answer:
        "Yes, by the signalling: the offer has the fingerprint of her certificate in clear, and her address. Whoever has the network alone sees the addresses, sizes and times. Browsers make a new certificate for each connection unless the page says otherwise.",
    },
    {
      question: "Where does the judge have the session's secrets from, if no page can read them?",
      answer:
        "Firefox writes them into a file if it is started with SSLKEYLOGFILE, as developers do it. The page that the server delivers cannot do that. The judge needs them as a control: what opens with them must not open without.",
    },
    {
      question: "What does the hybrid key exchange change for somebody who records today?",
      answer:
        "A recording of x25519 alone opens for whoever breaks elliptic curves later. With X25519MLKEM768 that is not enough: the keys follow from both secrets together, so ML-KEM must be broken as well.",
    },
  ],
  stacks: { alice: "chromium", bob: "firefox" },
  defences: ["compare-fingerprints"],
  controls: ["honest", "browsers-mitm"],
  calls: honest.calls,
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "match",
    disclosed: [],
    withheld: [],
    altered: "no",
    alarms: [],
    dtls: [{ version: "DTLS 1.3", certificatesInClear: "no" }],
  },
});
