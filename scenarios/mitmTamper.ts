import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import {
  ALARMS_OF_BOTH,
  alarmsOf,
  CHAT,
  compareAloud,
  secret,
  WITH_THE_ATTACKER,
  wasRaised,
} from "./script.ts";

export default defineScenario({
  id: "mitm-tamper",
  title: "A server in the middle that changes what is said",
  question: "Can the server change what the peers say to each other?",
  story: [
    "The server is in the middle as in the scenario mitm. This time it does not only read: when Alice names an account number, it puts another one in its place, of another length.",
    "Both peers see a channel that works. Afterwards they compare their fingerprints, and notice that somebody was there.",
  ],
  lesson:
    "Whoever ends both DTLS connections can change what is said, and neither DTLS nor SCTP notices: DTLS protects only the way to its other end, and SCTP’s checksum can be computed by anybody. Comparing fingerprints exposes it, here after the damage.",
  answer(evidence) {
    const { altered, disclosed } = evidence;
    if (altered.content === 0)
      return answered("no", "No: every message of content arrived as it was sent.", altered);
    return answered(
      "yes",
      `Yes: ${altered.content === 1 ? "one message" : `${altered.content} messages`} arrived changed, and only ${wasRaised(evidence, "FINGERPRINT_MISMATCH") ? "comparing fingerprints showed afterwards that somebody was there" : "the lab noticed"}.`,
      altered,
      disclosed,
      alarmsOf(evidence),
    );
  },
  limits: [
    "It changes short text messages. Longer ones are fragmented, and this attacker leaves them as they are.",
    "The comparison comes after the message here, so it is too late for this one.",
  ],
  references: ["RFC 8826 §4.3.2", "RFC 9260 §6.8", "RFC 8261 §3"],
  classroom: [
    {
      question: "DTLS protects integrity. Why did the changed message pass?",
      answer:
        "It protects each record from one end of the DTLS association to the other, and the server was the other end, twice. It decrypted the record of one leg, changed the message, and encrypted a new record for the other leg.",
    },
    {
      question:
        "SCTP carries a checksum over each packet (RFC 9260 §6.8). Why did it not give the change away?",
      answer:
        "CRC32c has no key: whoever changes the packet computes it again. It finds accidents and no attackers.",
    },
    {
      question:
        "The peers compared their fingerprints after the message. What should the application do with what was said before?",
      answer:
        "Treat it as said by and to a stranger. The comparison speaks for the whole connection, from its first byte, so a mismatch makes everything on it doubtful. Better: compare first, and send nothing of worth before.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["honest", "mitm"],
  calls: [{ ...CHAT, attack: "tamper", script: [secret, compareAloud] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "mismatch",
    disclosed: ["secret"],
    withheld: [],
    altered: "yes",
    alarms: ALARMS_OF_BOTH("FINGERPRINT_MISMATCH"),
  },
});
