import { answered, unanswered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { WITH_EACH_OTHER } from "./script.ts";
import stolenCertificateKeys from "./stolenCertificateKeys.ts";

export default defineScenario({
  id: "record-now-break-later",
  title: "Record now, break later",
  question: "Does a recording made today open when somebody has a quantum computer?",
  story: [
    "Alice and Bob talk through an honest server that records everything. Nobody can open the recording, so the operator keeps it and waits.",
    "Both agree on keys by x25519, an elliptic curve. A large quantum computer would find the private value that belongs to a public one, and both public values are in the recording. Nobody is known to have such a computer, so the lab simulates it: after the call, Alice’s stack tells the private value that it had drawn for this one handshake, and the judge is given it.",
    "From there the judge takes the way that such an attacker would take: Alice’s private value and Bob’s public one give the secret, the secret gives the keys, and the keys open the records. It uses nothing else that is not in the recording.",
  ],
  lesson:
    "Forward secrecy protects against keys that are stolen later, not against a key exchange that is broken later. Whoever records today a call of elliptic curves alone can read it on the day on which such curves fall.",
  answer({ exchangeBreaks: [found] }) {
    if (found === undefined) return unanswered("no key exchange was captured");
    if (found.value === "not-tested") return unanswered(found.because);
    if (found.value === "stays-closed")
      return answered(
        "no",
        `No: in the simulation none of ${found.records} encrypted records opened, though the elliptic curve in ${found.group} was broken.`,
        found,
      );
    return answered(
      "yes",
      `Yes, in the simulation: with one private value of ${found.group}, as such a computer would find it, ${found.recordsOpened} of ${found.records} encrypted records opened, and ${found.canaries.map((name) => `the ${name}`).join(" and ") || "nothing that was known before"} can be read.`,
      found,
    );
  },
  limits: [
    "The break is simulated. The private value comes from Alice’s stack; nobody has computed it, and the lab says nothing of when somebody might.",
    "Bob’s private value would do as well. That either is enough is not tried.",
    "The certificates’ signatures are not attacked: to forge them, the computer would be needed during the call.",
  ],
  references: ["RFC 8422 §5.10", "RFC 7748 §6.1", "RFC 7627 §4", "RFC 9794 §1"],
  classroom: [
    {
      question: "The certificates’ keys are elliptic curves too. Why does nobody need to break those?",
      answer:
        "They only sign. A signature protects at the time of the handshake, and a recording holds no secret that a certificate’s key would open. To be in the middle of a call, the attacker would have to break them before the call.",
    },
    {
      question: "What does this mean for what is said today?",
      answer:
        "It depends on how long it must stay secret. A password that changes tomorrow has little to fear, a medical history much: it must outlive the day on which such a computer is there.",
    },
    {
      question: "What would help?",
      answer:
        "A key exchange that does not rest on elliptic curves alone, before the call is recorded. Today’s browsers agree with each other on a hybrid, X25519MLKEM768; the scenario record-now-break-later-browsers looks at it. werift knows elliptic curves alone.",
    },
  ],
  defences: [],
  controls: ["stolen-certificate-keys", "record-now-break-later-browsers"],
  afterwards: "key-exchange-broken",
  calls: stolenCertificateKeys.calls,
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "not-made",
    disclosed: [],
    withheld: [],
    altered: "no",
    keyExchange: [{ group: "x25519", curveBroken: "opens" }],
    alarms: [],
  },
});
