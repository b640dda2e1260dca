import { answered, unanswered } from "../src/contract/answer.ts";
import type { Evidence } from "../src/contract/evidence.ts";
import { defineScenario } from "../src/scenario.ts";
import { CHAT, greeting, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "record-now-break-later-browsers",
  title: "Record now, break later: two browsers",
  question: "Does a recording of two browsers made today open when somebody has a quantum computer?",
  story: [
    "Two calls of Chromium and Firefox, and a server that records everything. In the first nobody attacks: the browsers agree on keys by X25519MLKEM768, a hybrid of an elliptic curve and ML-KEM, which is meant to withstand a quantum computer. Both hellos show it.",
    "In the second the server is in the middle, and its legs know x25519 alone, so that each connection rests on the elliptic curve. The server reads along, as in the scenario mitm. But its recording of the encrypted connections is now worth more to everybody else who has one.",
    "As in the scenario record-now-break-later the break of the elliptic curve is simulated, by a private value that an end tells. The server’s legs tell theirs. A browser tells nobody its own, so for the first call there is nothing to try: the report says “not tested”.",
  ],
  lesson:
    "Two browsers by themselves do not rest on elliptic curves alone, and a man in the middle takes that away as well: whoever records such a call needs no more than the curve to open it later.",
  answer({ exchangeBreaks }) {
    const direct = exchangeBreaks.filter(({ call }) => call === 1);
    const attacked = exchangeBreaks.filter(({ call }) => call === 2);
    const [first] = direct;
    const [second] = attacked;
    if (!first || !second) return unanswered("the key exchanges of both calls were not captured");
    if (!direct.every(({ hybrid }) => hybrid))
      return answered(
        "yes",
        `Yes, as far as it rests on elliptic curves: the browsers by themselves agreed on keys by ${first.group} alone.`,
        ...direct,
      );
    if (opens(direct))
      return answered(
        "yes",
        `Yes, in the simulation: the call that nobody attacked opened, though it agreed on keys by ${first.group}.`,
        ...direct,
      );
    const notTested = attacked.find(({ value }) => value === "not-tested");
    if (notTested) return unanswered(notTested.because);
    const alone =
      first.value === "not-tested"
        ? `the browsers by themselves agreed on keys by ${first.group}, which needs more than the elliptic curve and was not broken here`
        : `the call that nobody attacked stayed closed, by ${first.group}`;
    return opens(attacked)
      ? answered(
          "partly",
          `Partly: ${alone}; the attacked call agreed by ${second.group} and opened in the simulation.`,
          ...exchangeBreaks,
        )
      : answered(
          "no",
          `No, in the simulation: ${alone}, and the attacked call did not open either.`,
          ...exchangeBreaks,
        );
  },
  limits: [
    "The break is simulated, and only of the elliptic curve. For the call that nobody attacked it is not tested: no browser tells the private value. That the keys need both parts is the standard’s word; that this judge opens nothing with the one part, a test shows with a handshake of its own.",
    "Whether ML-KEM can be broken, nobody knows. The lab does not try.",
    "The groups in the hellos are what both ends sent, in clear. They are not a proof that a browser forgets its private value after the handshake.",
  ],
  references: ["draft-ietf-tls-ecdhe-mlkem §4", "FIPS 203 §8", "RFC 8446 §4.2.8, §7.1", "RFC 9794 §1"],
  classroom: [
    {
      question: "Why a hybrid, and not ML-KEM alone?",
      answer:
        "ML-KEM is young. If somebody finds a flaw in it, the elliptic curve still holds against everybody who has no quantum computer. The keys follow from both, so both must be broken.",
    },
    {
      question: "The server reads the attacked call anyway. Whom does the weaker key exchange help?",
      answer:
        "Everybody else who records: the operator of a network, or whoever gets the recording later. And the server’s own recording can be read by people who were not there, long after it has forgotten its keys.",
    },
    {
      question: "Can an application see which group its connection has?",
      answer:
        "Not by getStats: it tells version and cipher, and the cipher of DTLS 1.3 says nothing of the group. A version of 1.2 is a sign, since the hybrid is for 1.3 alone.",
    },
  ],
  stacks: { alice: "chromium", bob: "firefox" },
  defences: [],
  controls: ["record-now-break-later", "downgrade"],
  afterwards: "key-exchange-broken",
  calls: [
    { ...CHAT, script: [greeting] },
    { ...CHAT, attack: "substitute-fingerprint", script: [secret] },
  ],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "not-made",
    disclosed: ["secret"],
    withheld: [],
    altered: "no",
    alarms: [],
    dtls: [
      { version: "DTLS 1.3", certificatesInClear: "no" },
      { version: "DTLS 1.2", certificatesInClear: "yes" },
    ],
    keyExchange: [
      { group: "X25519MLKEM768", curveBroken: "stays-closed" },
      { group: "x25519", curveBroken: "opens" },
    ],
  },
});

function opens(breaks: Evidence["exchangeBreaks"]): boolean {
  return breaks.some(({ value }) => value === "opens");
}
