import { answered } from "../src/contract/answer.ts";
import type { Evidence } from "../src/contract/evidence.ts";
import { defineScenario } from "../src/scenario.ts";
import { bothConnected, CHAT, compareAloud, greeting, WITH_EACH_OTHER } from "./script.ts";

export default defineScenario({
  id: "browser-mixed",
  title: "An older stack calls a browser",
  question:
    "Does a browser take an older DTLS and a key exchange of elliptic curves alone, if the other end knows nothing newer?",
  story: [
    "Alice uses a program with werift, which knows DTLS 1.2 and elliptic curves alone. Bob, whom she calls, sits at Chromium. Nobody attacks, and their fingerprints match.",
    "Whoever is called is the DTLS client: Chromium offers DTLS 1.3 and X25519MLKEM768, as it does to any other peer. What comes out is what both ends know.",
  ],
  lesson:
    "A browser goes on with DTLS 1.2 and without the post-quantum part, if the other end knows no better. getStats says so, as it does under the attack of the scenario downgrade: the version alone tells no attacker from an old peer.",
  answer(evidence) {
    const { dtlsStats, link } = evidence;
    const [exchange] = evidence.keyExchanges;
    const said = {
      value: "said",
      because: "",
      basis: [...dtlsStats, ...(exchange ? [exchange] : [])].flatMap(({ basis }) => basis),
    };
    if (!bothConnected(evidence) || exchange === undefined)
      return answered("no", "No: the two did not come to be connected.", link.alice, said);
    if (exchange.version === "DTLS 1.3" || isHybrid(exchange))
      return answered(
        "partly",
        `Partly: the connection has ${exchange.version === "DTLS 1.3" ? "the newer DTLS" : "the older DTLS"} and ${exchange.group ?? "a group that is not known"}.`,
        said,
      );
    if (!exchange.offered.includes("DTLS 1.3"))
      return answered("partly", "Partly: the older DTLS came out, but nothing newer had been offered.", said);
    return answered(
      "yes",
      `Yes: it offered the newer DTLS, and the connection has the older one with ${exchange.group ?? "a group that is not known"}, though nobody attacked.`,
      said,
    );
  },
  limits: [
    "It tests one browser, which is called. npm run scenario honest -- --bob firefox runs another pair.",
    "werift tells its session secrets, Chromium does not: they are checked by what werift says.",
  ],
  references: ["RFC 9147 §5.3", "RFC 8446 §4.1.3, §4.2.7", "RFC 8827 §6.5"],
  classroom: [
    {
      question:
        "Nobody attacks here. Why does getStats show the same as under the attack of the scenario downgrade?",
      answer:
        "Because the version follows from what the two ends know. An attacker of DTLS 1.2 and an honest peer of DTLS 1.2 offer the same, and neither puts the mark into its random that a server of DTLS 1.3 would.",
    },
    {
      question: "The key exchange is x25519. Is this call unsafe?",
      answer:
        "Not against anybody who can compute today. But a recording of it opens for whoever breaks elliptic curves later, which a recording of the hybrid does not.",
    },
    {
      question: "Could the browser insist on the hybrid?",
      answer:
        "A page has no setting for it. The operator of a service in which all clients are current browsers could have its page look at getStats and end the call.",
    },
  ],
  stacks: { alice: "werift", bob: "chromium" },
  defences: ["compare-fingerprints"],
  controls: ["browsers", "downgrade"],
  calls: [{ ...CHAT, script: [compareAloud, greeting] }],
  expect: {
    ...WITH_EACH_OTHER,
    comparison: "match",
    disclosed: [],
    withheld: [],
    altered: "no",
    alarms: [],
    dtls: [{ version: "DTLS 1.2", certificatesInClear: "yes" }],
  },
});

function isHybrid({ group = "" }: Evidence["keyExchanges"][number]): boolean {
  return group.includes("MLKEM");
}
