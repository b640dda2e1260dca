import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import {
  ALARMS_OF_BOTH,
  alarmsOf,
  CHAT,
  compareAloud,
  contentRead,
  isRead,
  secret,
  WITH_EACH_OTHER,
  wasRaised,
} from "./script.ts";

export default defineScenario({
  id: "server-makes-keys-exporter",
  title: "A code of the session against a server with the peers’ keys",
  question: "Is there a comparison that exposes a server in the middle with the genuine certificates?",
  story: [
    "The server has made both peers’ certificates and keys, and stands in the middle with them, as in the scenario server-makes-keys-mitm. The peers compare their fingerprints on another channel, and they agree: the certificates are the genuine ones.",
    "Then each of them reads aloud a code that its own peer derives from the secret of its DTLS session. Alice’s session is with the one leg, Bob’s with the other. Each leg took part in a Diffie–Hellman exchange of its own, so there are two secrets and two codes.",
  ],
  lesson:
    "A certificate says which key somebody holds, not that nobody else holds it. A code over the session asks the question that matters: do we two share this connection, or has each of us one with a third?",
  answer(evidence) {
    const { disclosed, comparison } = evidence;
    if (isRead(evidence))
      return answered("no", `No: ${contentRead(evidence)} was read in this run.`, disclosed, comparison);
    return wasRaised(evidence, "CODE_MISMATCH")
      ? answered(
          "yes",
          "Yes: the fingerprints agreed, but the codes of the two sessions differed, before the secret was said.",
          comparison,
          alarmsOf(evidence),
        )
      : answered(
          "partly",
          "Partly: nothing was read, but no code exposed the server.",
          disclosed,
          comparison,
        );
  },
  limits: [
    "The peers’ stack gives them an exporter. Browsers give an application none for WebRTC’s DTLS connection, so a web application cannot do this.",
    "The client code that shows the code is honest. A server that hands out keys could also hand out code that lies: see the scenario lying-dialog.",
    "It does not test a session without the extended master secret, where two sessions could be given one secret (the triple handshake). The peers export nothing from such a session (RFC 7627 §5.4).",
  ],
  references: ["RFC 5705 §4", "RFC 7627 §1, §5.4", "RFC 8446 §7.5", "RFC 8827 §6.5"],
  classroom: [
    {
      question:
        "The server holds both private keys and took part in both handshakes. Why can it not make the two codes equal?",
      answer:
        "The code depends on the session’s secret, which comes from an ephemeral Diffie–Hellman exchange with a fresh share of each peer. The server can choose its own share on each leg and no more: to make forty digits agree, it would have to search through about 2^132 of them.",
    },
    {
      question: "Why forty digits? Would two words of 16 bits not do, as with a committed code?",
      answer:
        "Here nobody commits to anything. Where the server is the DTLS client it sends its key share after it has seen the peer’s, and can try shares until two words agree: about 65,536 Diffie–Hellman computations, a matter of seconds.",
    },
    {
      question: "What does the extended master secret have to do with it?",
      answer:
        "Without it a man in the middle could arrange that both sessions get the same master secret (the triple handshake attack), and what is exported from them would agree. RFC 7627 binds the master secret to the whole handshake, with both certificates and both key shares in it, and forbids the exporter where it is missing.",
    },
  ],
  defences: ["compare-fingerprints", "compare-exporter-code"],
  controls: ["server-makes-keys-mitm", "honest-defended"],
  keys: "made-by-server",
  calls: [
    {
      ...CHAT,
      attack: "use-handed-keys",
      script: [compareAloud, { step: "compare", method: "exporter-code" }, secret],
    },
  ],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "mismatch",
    disclosed: [],
    withheld: ["secret"],
    altered: "no",
    keyOrigin: "elsewhere",
    secretsHeld: ["certificate key of alice", "certificate key of bob"],
    alarms: ALARMS_OF_BOTH("CODE_MISMATCH"),
  },
});
