import { answered } from "../src/contract/answer.ts";
import type { Evidence } from "../src/contract/evidence.ts";
import { defineScenario } from "../src/scenario.ts";
import { CHAT, contentRead, greeting, isRead, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "downgrade",
  title: "The man in the middle speaks an older DTLS",
  question: "Can a server in the middle make two browsers speak an older DTLS, without a warning?",
  story: [
    "Two calls of the same two browsers. In the first nobody attacks, and they agree on DTLS 1.3. In the second the server is in the middle, and its legs know DTLS 1.2 alone. Browsers offer both versions, so both go on with the older one.",
    "A server that knows DTLS 1.3 and chooses 1.2 must put a mark into its random, at which a client of 1.3 has to abort (RFC 8446 §4.1.3). Alice's browser is the server of its connection and puts it in; the attacker's leg is the client and takes no notice. Towards Bob the attacker is the server, and leaves the mark out: it could as well be an old peer.",
    "Each browser tells the page the version and the cipher that it ended up with (getStats). The certificates, encrypted in the first call, stand in clear in the second.",
  ],
  lesson:
    "Both browsers take DTLS 1.2 from whoever offers nothing newer, and say nothing. An application that reads tlsVersion sees a sign: two browsers that could speak 1.3 do not. It is no proof, since an old peer at the other end looks the same.",
  answer(evidence) {
    const { disclosed, dtlsStats } = evidence;
    const versions = (call: number) => versionsOf(evidence, call);
    const said = {
      value: "said",
      because: "",
      basis: dtlsStats.flatMap(({ basis }) => basis),
    };
    if (!versions(2).includes("DTLS 1.2"))
      return answered("no", "No: the attacked call did not agree on the older DTLS.", disclosed, said);
    if (!versions(1).every((version) => version === "DTLS 1.3"))
      return answered(
        "partly",
        "Partly: the attacked call agreed on the older DTLS, but so did the browsers by themselves.",
        disclosed,
        said,
      );
    if (evidence.alarms.length > 0 || !isRead(evidence))
      return answered(
        "partly",
        `Partly: the attacked call agreed on the older DTLS, but ${isRead(evidence) ? "an alarm was raised" : "nothing was read"}.`,
        disclosed,
        said,
      );
    const sign = isToldApart(evidence)
      ? "only getStats tells the version, which is a sign and no proof"
      : "not even getStats told the difference";
    return answered(
      "yes",
      `Yes: both browsers went on with the older DTLS and ${contentRead(evidence)} was read; ${sign}.`,
      disclosed,
      said,
    );
  },
  limits: [
    "The sign is no proof: a browser that calls an old peer reports the same version, as the scenario browser-mixed shows.",
    "An attacker that speaks DTLS 1.3 need not downgrade, and then there is no such sign. This lab's does not.",
    "It tests the browsers that are on this machine, as they come.",
  ],
  references: ["RFC 8446 §4.1.3", "RFC 9147 §5.3", "RFC 8827 §6.5", "W3C webrtc-stats, RTCTransportStats"],
  classroom: [
    {
      question: "DTLS 1.3 protects against downgrades. Why not here?",
      answer:
        "It protects the handshake between two ends against somebody who changes it on the way: both ends' Finished cover all of it, and a server of 1.3 marks its random. Here nobody changes a handshake. Each browser has a handshake of its own with the attacker, who is a true end of it.",
    },
    {
      question: "Should an application refuse DTLS 1.2, then?",
      answer:
        "It could, if all its users have browsers that speak 1.3: the attacker of this lab would be locked out. A better one speaks 1.3 as well. It raises the price of an attack and does not tell who is at the other end.",
    },
    {
      question: "What does somebody who only records learn from the second call, and not from the first?",
      answer:
        "The certificates, which DTLS 1.2 sends in clear, and that the two calls were not of the same kind. The content stays closed for whoever only records: it is the man in the middle who reads.",
    },
  ],
  stacks: { alice: "chromium", bob: "firefox" },
  defences: [],
  controls: ["browsers", "browser-mixed"],
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
  },
});

function versionsOf({ keyExchanges }: Evidence, call: number): string[] {
  return keyExchanges.filter((exchange) => exchange.call === call).map(({ version }) => version);
}

/** What the browsers themselves said differs between the two calls. */
function isToldApart({ dtlsStats }: Evidence): boolean {
  const said = (call: number) => dtlsStats.filter((one) => one.call === call).map(({ version }) => version);
  return (
    said(2).length > 0 && said(2).every((version) => version !== undefined && !said(1).includes(version))
  );
}
