import { defineScenario } from "../src/scenario.ts";
import { CHAT, compareAloud, greeting, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "late-attack",
  title: "The attack comes after the comparison",
  question: "Is one comparison enough for all later calls?",
  story: [
    "The first call is honest, and the peers compare their fingerprints. In the second call the server attacks, and nobody compares again.",
  ],
  lesson:
    "A comparison speaks for the certificates of one connection. Unless they are remembered, the next call starts from nothing.",
  limits: [
    "It does not test an attack on a call that stands, by an offer in mid-call that asks for a new DTLS association (RFC 8842 §3).",
  ],
  references: ["RFC 8826 §4.3.2.1", "RFC 8827 §6.5"],
  defences: ["compare-fingerprints"],
  controls: ["honest", "late-attack-pinned"],
  calls: [
    { ...CHAT, script: [compareAloud, greeting] },
    { ...CHAT, attack: "substitute-fingerprint", script: [secret] },
  ],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "match",
    disclosed: ["secret"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
