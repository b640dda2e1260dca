import { expect } from "chai";
import { SCENARIOS } from "../../scenarios/index.ts";
import type { Answer } from "../../src/contract/answer.ts";
import type { Evidence } from "../../src/contract/evidence.ts";
import type { AuthoredScenario } from "../../src/scenario.ts";
import { answerOf } from "../../src/verdict/answer.ts";
import { gatherEvidence } from "../../src/verdict/evidence/index.ts";
import { EXPECTED_VERDICTS } from "./expectedAnswers.ts";
import { expectedEvidence } from "./expectedEvidence.ts";
import { recordedCase, runOf } from "./recordedCase.ts";

type Change = (evidence: Evidence) => Partial<Evidence>;
type Otherwise = readonly [what: string, verdict: Answer["verdict"], change: Change];

const read =
  (...canaries: readonly string[]): Change =>
  () => ({
    disclosed: { value: "yes", canaries: [...canaries], to: ["server"], basis: [7], because: "in clear" },
    alarms: [],
  });
const nothingRead: Change = () => ({
  disclosed: { value: "no", canaries: [], to: [], basis: [7], because: "nothing" },
});
const silent: Change = () => ({ alarms: [] });
const mismatch: Change = ({ comparison }) => ({ comparison: { ...comparison, value: "mismatch" } });
const failedFor =
  (reason: "ice-failed", value?: "failed"): Change =>
  ({ link: { alice, bob } }) => {
    const end = { reason, ...(value && { value }) };
    return { link: { alice: { ...alice, ...end }, bob: { ...bob, ...end } } };
  };
const applicationError: Change = () => ({
  alarms: [{ by: "bob", code: "APPLICATION_ERROR", seq: 9, beforeContent: true }],
});
const connected: Change = ({ link: { alice, bob } }) => ({
  link: {
    alice: { value: "connected", basis: alice.basis, because: "" },
    bob: { value: "connected", basis: bob.basis, because: "" },
  },
});
const refusedByBob: Change = ({ link, remoteCertificate }) => ({
  link: { ...link, bob: { ...link.bob, value: "failed" } },
  remoteCertificate: {
    ...remoteCertificate,
    bob: { ...remoteCertificate.bob, accepted: false },
  },
});
const falseAlarm: Change = () => ({
  alarms: [{ by: "bob", code: "PIN_MISMATCH", seq: 9, beforeContent: true }],
});
const lateAlarm: Change = ({ alarms }) => ({
  alarms: alarms.map((alarm) => ({ ...alarm, beforeContent: false })),
});

/** What each scenario needs of the evidence beyond its expectation, as its own run has it. */
const BEYOND: Readonly<Record<string, Change>> = {
  "flipped-bit": ({ altered }) => ({ altered: { ...altered, content: 1, comparison: 0 } }),
  "sealed-messages": ({ delivery }) => ({ delivery: { ...delivery, readOnTheWay: 0, sealedOnTheWay: 2 } }),
  "mitm-tamper": ({ altered }) => ({ altered: { ...altered, content: 1, comparison: 0 } }),
  "mitm-drop": ({ delivery }) => ({ delivery: { ...delivery, sent: 3, arrived: 2, basis: [5] } }),
  "mitm-inject": ({ delivery }) => ({ delivery: { ...delivery, invented: { times: 1, basis: [5] } } }),
  "traffic-analysis": () => ({ guesses: guessed(400, 0.97) }),
  "stolen-certificate-keys": ({ decryption }) => ({
    decryption: { ...decryption, staticKeyCandidates: 8, recordsTried: 20 },
  }),
  "leaked-session-secrets": ({ decryption }) => ({
    decryption: { ...decryption, peerAssociationsOpened: 1 },
  }),
  "record-forgery": forged(2, 1),
  "record-replay": replayed(3, 0),
  "record-replay-window": replayed(0, 0),
  "unguarded-stack": ({ nonces }) => ({ nonces: { ...nonces, value: "reused", reused: 2 } }),
  "record-now-break-later": () => ({ exchangeBreaks: [broken(1, "x25519", "opens")] }),
  "record-now-break-later-browsers": () => ({
    exchangeBreaks: [broken(1, "X25519MLKEM768", "not-tested"), broken(2, "x25519", "opens")],
  }),
  "browser-mixed": exchanged({ offered: ["DTLS 1.3", "DTLS 1.2"] }),
  browsers: () => ({ certificatesInClear: certificates("no") }),
  downgrade: (evidence) => twoCalls(evidence, "DTLS 1.3", "DTLS 1.2"),
};

/** What became of a call's recording once the curve was broken. */
function broken(
  call: number,
  group: string,
  value: Evidence["exchangeBreaks"][number]["value"],
): Evidence["exchangeBreaks"][number] {
  return {
    ends: ["alice", "bob"],
    call,
    group,
    hybrid: group !== "x25519",
    value,
    because: "nobody told a private value",
    records: 12,
    recordsOpened: value === "opens" ? 12 : 0,
    canaries: value === "opens" ? ["secret"] : [],
    basis: ["packet:9"],
  };
}

const breaks =
  (...exchangeBreaks: Evidence["exchangeBreaks"]): Change =>
  () => ({ exchangeBreaks });

function certificates(value: "yes" | "no" | "unknown"): Evidence["certificatesInClear"] {
  return [{ ends: ["alice", "bob"], call: 1, value, basis: ["packet:9"], because: "nobody knows them" }];
}

/** The key exchange of the run with something else in it. */
function exchanged(change: Partial<Evidence["keyExchanges"][number]>): Change {
  return ({ keyExchanges }) => ({
    keyExchanges: keyExchanges.map((exchange) => ({ ...exchange, ...change })),
  });
}

/** What the capture shows, and what both browsers say, of the version in each of two calls. */
function twoCalls(
  { keyExchanges: [exchange] }: Evidence,
  ...versions: readonly [first: string, second: string]
): Partial<Evidence> {
  return {
    keyExchanges: versions.flatMap((version, index) =>
      exchange ? { ...exchange, call: index + 1, version } : [],
    ),
    dtlsStats: versions.map((version, index) => ({
      by: "alice",
      call: index + 1,
      version,
      basis: [5 + index],
    })),
  };
}

function replayed(taken: number, delivered: number): Change {
  return () => ({ replays: { sent: 3, taken, delivered, basis: [5] } });
}

function forged(sent: number, taken: number): Change {
  return () => ({ forgeries: { sent, authentic: taken, taken, basis: [5] } });
}

function guessed(right: number, low: number): Evidence["guesses"] {
  const score = { right, of: 400, low, high: 1 };
  return [{ channel: "two lengths", by: "alice", lengths: "different", score, because: "", basis: [5] }];
}

/** How each could have gone otherwise. */
const OTHERWISE: Readonly<Record<string, readonly Otherwise[]>> = {
  browsers: [
    ["the account was read", "yes", read("account")],
    ["records opened", "yes", ({ decryption }) => ({ decryption: { ...decryption, recordsOpened: 3 } })],
    ["certificates stood in clear", "partly", () => ({ certificatesInClear: certificates("yes") })],
    ["nobody knows the certificates", "unknown", () => ({ certificatesInClear: certificates("unknown") })],
  ],
  "browsers-mitm": [
    ["nobody noticed", "no", silent],
    ["nothing was read", "partly", nothingRead],
    ["a browser refused", "yes", refusedByBob],
  ],
  "record-now-break-later": [
    ["it stayed closed", "no", breaks(broken(1, "X25519MLKEM768", "stays-closed"))],
    ["nobody told a private value", "unknown", breaks(broken(1, "x25519", "not-tested"))],
    ["no key exchange was captured", "unknown", breaks()],
  ],
  "record-now-break-later-browsers": [
    [
      "the browsers took x25519 by themselves",
      "yes",
      breaks(broken(1, "x25519", "not-tested"), broken(2, "x25519", "opens")),
    ],
    ["the hybrid opened", "yes", breaks(broken(1, "X25519MLKEM768", "opens"), broken(2, "x25519", "opens"))],
    [
      "the hybrid was broken and stayed closed",
      "partly",
      breaks(broken(1, "X25519MLKEM768", "stays-closed"), broken(2, "x25519", "opens")),
    ],
    [
      "the attacked call stayed closed too",
      "no",
      breaks(broken(1, "X25519MLKEM768", "not-tested"), broken(2, "X25519MLKEM768", "stays-closed")),
    ],
    [
      "the attacker's legs told nothing",
      "unknown",
      breaks(broken(1, "X25519MLKEM768", "not-tested"), broken(2, "x25519", "not-tested")),
    ],
    ["the second call was not captured", "unknown", breaks(broken(1, "X25519MLKEM768", "not-tested"))],
  ],
  "browser-mixed": [
    ["nothing newer had been offered", "partly", exchanged({ offered: ["DTLS 1.2"] })],
    ["they were not connected", "no", refusedByBob],
    ["the newer DTLS came out", "partly", exchanged({ version: "DTLS 1.3" })],
    ["the hybrid came out", "partly", exchanged({ group: "X25519MLKEM768" })],
  ],
  downgrade: [
    ["the attacked call spoke 1.3", "no", (evidence) => twoCalls(evidence, "DTLS 1.3", "DTLS 1.3")],
    [
      "the browsers spoke 1.2 by themselves",
      "partly",
      (evidence) => twoCalls(evidence, "DTLS 1.2", "DTLS 1.2"),
    ],
    ["nothing was read", "partly", nothingRead],
    ["an alarm", "partly", falseAlarm],
    ["the browsers said nothing", "yes", () => ({ dtlsStats: [] })],
  ],
  honest: [
    ["the account was read", "yes", read("account")],
    ["records opened", "yes", ({ decryption }) => ({ decryption: { ...decryption, recordsOpened: 3 } })],
  ],
  mitm: [
    ["nobody noticed", "yes", silent],
    ["nothing was read", "no", nothingRead],
  ],
  "skipped-comparison": [
    ["an alarm", "yes", falseAlarm],
    ["nothing was read", "no", nothingRead],
  ],
  "mitm-tamper": [
    ["nothing changed", "no", ({ altered }) => ({ altered: { ...altered, value: "no", content: 0 } })],
    ["nobody noticed", "yes", silent],
  ],
  "mitm-drop": [
    ["everything arrived", "no", ({ delivery }) => ({ delivery: { ...delivery, sent: 3, arrived: 3 } })],
  ],
  "mitm-inject": [
    [
      "nothing was invented",
      "no",
      ({ delivery }) => ({ delivery: { ...delivery, invented: { times: 0, basis: [] } } }),
    ],
    ["nobody noticed", "yes", silent],
  ],
  "mitm-over-wss": [["nothing was read", "partly", nothingRead]],
  "third-party-app": [
    ["nothing was read", "no", nothingRead],
    ["the application reported an error", "yes", applicationError],
    ["Bob refused", "partly", refusedByBob],
  ],
  "third-party-app-sealed": [
    ["the secret was read", "no", read("secret")],
    ["the two did not connect", "partly", failedFor("ice-failed", "failed")],
  ],
  "on-path": [
    ["the secret was read", "yes", read("secret")],
    ["ICE failed", "no", failedFor("ice-failed")],
  ],
  "plain-ws-path": [["nothing was read", "partly", nothingRead]],
  "wss-path": [
    ["the greeting was read", "no", read("greeting")],
    ["the comparison was no match", "partly", mismatch],
  ],
  "replayed-certificate": [
    [
      "the signatures fit",
      "partly",
      ({ possession: { alice, bob } }) => ({
        possession: { alice: { ...alice, value: "proven" }, bob: { ...bob, value: "proven" } },
      }),
    ],
    ["the secret was read", "no", read("secret")],
  ],
  "replayed-certificate-unguarded": [
    ["nothing was read", "no", nothingRead],
    ["the comparison was no match", "yes", mismatch],
  ],
  "record-replay": [
    ["the order was read", "no", read("order")],
    ["no copy was taken", "yes", replayed(0, 0)],
    ["the order came out again", "no", replayed(3, 3)],
    ["no copy was sent", "unknown", () => ({ replays: { sent: 0, taken: 0, delivered: 0, basis: [5] } })],
  ],
  "record-replay-window": [
    ["the order was read", "no", read("order")],
    ["copies were taken", "no", replayed(2, 0)],
  ],
  "record-forgery": [
    ["the order was read", "yes", read("order")],
    ["no forgery was taken", "no", forged(2, 0)],
    ["nothing was forged", "no", forged(0, 0)],
    [
      "nobody can tell of the nonces",
      "unknown",
      ({ nonces }) => ({ nonces: { ...nonces, value: "unknown" } }),
    ],
  ],
  "record-forgery-guarded": [
    ["the order was read", "yes", read("order")],
    ["a forgery was taken", "yes", forged(1, 1)],
  ],
  "extra-fingerprint": [["Bob refused", "partly", refusedByBob]],
  "extra-fingerprint-refused": [["the greeting was read", "no", read("greeting")]],
  "weak-fingerprint": [["Bob refused", "no", refusedByBob]],
  "weak-fingerprint-refused": [["the greeting was read", "no", read("greeting")]],
  "weak-fingerprint-md5": [
    ["ICE failed", "no", failedFor("ice-failed")],
    ["both connected", "yes", connected],
  ],
  "no-fingerprint": [
    ["the greeting was read", "yes", read("greeting")],
    ["ICE failed", "no", failedFor("ice-failed")],
    ["both connected", "yes", connected],
  ],
  "keys-in-sdp": [
    ["the greeting was read", "yes", read("greeting")],
    ["ICE failed", "no", failedFor("ice-failed")],
  ],
  "plain-sctp": [
    ["the greeting was read", "yes", read("greeting")],
    ["something else crossed", "partly", ({ traffic }) => ({ traffic: { ...traffic, other: 3 } })],
    ["Bob refused", "no", refusedByBob],
  ],
  "pinned-certificate": [["the secret was read", "no", read("secret")]],
  "pinned-first-contact": [["an alarm", "partly", falseAlarm]],
  "late-attack": [["nothing was read", "partly", nothingRead]],
  "late-attack-pinned": [["the secret was read", "no", read("secret")]],
  "signed-fingerprint": [
    ["the greeting was read", "no", read("greeting")],
    ["the alarm came late", "no", lateAlarm],
  ],
  "signed-fingerprint-stripped": [["an alarm", "partly", falseAlarm]],
  "signed-fingerprint-required": [["the greeting was read", "no", read("greeting")]],
  "compare-over-the-call": [
    ["the comparison was no match", "partly", mismatch],
    ["nothing was read", "partly", nothingRead],
  ],
  "page-tells": [
    ["nothing reached the server", "yes", nothingRead],
    [
      "the recording opened as well",
      "no",
      ({ decryption }) => ({ decryption: { ...decryption, peerAssociationsOpened: 1 } }),
    ],
  ],
  "lying-dialog": [
    ["an alarm", "yes", falseAlarm],
    ["nothing was read", "partly", nothingRead],
  ],
  "one-side-compares": [
    ["nobody noticed", "no", silent],
    [
      "the secret was not read",
      "yes",
      (evidence) => ({ ...read("greeting")(evidence), alarms: evidence.alarms }),
    ],
    ["nobody noticed, and the secret was not read", "partly", read("greeting")],
  ],
  "partial-comparison": [["the first digits differed", "yes", mismatch]],
  "short-code": [["the codes differed", "yes", mismatch]],
  "nonce-chosen-last": [["the codes differed", "yes", mismatch]],
  "short-code-committed": [
    [
      "the codes agreed and the secret was read",
      "no",
      (evidence) => ({
        ...read("secret")(evidence),
        comparison: { ...evidence.comparison, value: "match" },
      }),
    ],
  ],
  "server-makes-keys-exporter": [
    ["the secret was read", "no", read("secret")],
    ["the codes agreed, and nothing was read", "partly", silent],
  ],
  "sealed-messages": [
    ["the greeting was read", "no", read("greeting")],
    ["nobody was in the middle", "partly", refusedByBob],
    [
      "a message was not sealed",
      "partly",
      ({ delivery }) => ({ delivery: { ...delivery, readOnTheWay: 1 } }),
    ],
  ],
  "identity-log": [
    ["the greeting was read", "no", read("greeting")],
    ["another reason", "partly", silent],
  ],
  "identity-log-entered": [
    ["nothing was read", "partly", nothingRead],
    ["an alarm", "partly", falseAlarm],
  ],
  "identity-log-watched": [
    ["the greeting was read", "yes", read("greeting")],
    ["nobody found the entry", "partly", silent],
  ],
  "sealed-messages-altered": [
    ["the greeting was read", "yes", read("greeting")],
    ["a changed message was taken", "yes", ({ altered }) => ({ altered: { ...altered, content: 1 } })],
    ["nothing was changed", "partly", silent],
  ],
  "flipped-bit": [
    ["nothing changed", "yes", ({ altered }) => ({ altered: { ...altered, value: "no", content: 0 } })],
    ["an alarm", "yes", falseAlarm],
  ],
  "honest-defended": [["a false alarm", "no", falseAlarm]],
  "traffic-analysis": [
    ["no better than chance", "partly", () => ({ guesses: guessed(200, 0.4) })],
    ["no guess by the rules", "unknown", () => ({ guesses: [] })],
  ],
  "stolen-certificate-keys": [
    [
      "the recording opened",
      "yes",
      ({ decryption }) => ({ decryption: { ...decryption, peerAssociationsOpened: 1 } }),
    ],
    [
      "the keys were not combined with the handshake",
      "unknown",
      ({ decryption }) => ({ decryption: { ...decryption, staticKeyCandidates: 0 } }),
    ],
  ],
  "server-makes-keys": [
    ["the account was read", "yes", read("account")],
    [
      "the peers made the keys",
      "partly",
      ({ keyOrigin: { alice, bob } }) => ({
        keyOrigin: { alice: { ...alice, value: "own-process" }, bob: { ...bob, value: "own-process" } },
      }),
    ],
  ],
  "server-makes-keys-mitm": [
    ["nothing was read", "no", nothingRead],
    ["the comparison was no match", "partly", mismatch],
  ],
  "leaked-session-secrets": [
    [
      "nothing opened",
      "yes",
      (evidence) => ({
        ...nothingRead(evidence),
        decryption: { ...evidence.decryption, peerAssociationsOpened: 0 },
      }),
    ],
  ],
  "unguarded-stack": [
    ["no nonce came twice", "yes", ({ nonces }) => ({ nonces: { ...nonces, value: "unique", reused: 0 } })],
    ["nobody can tell", "unknown", ({ nonces }) => ({ nonces: { ...nonces, value: "unknown", reused: 0 } })],
  ],
};

describe("the answer of every scenario", () => {
  let base: Evidence;
  before(async () => {
    base = gatherEvidence(runOf(await recordedCase("honest")));
  });
  const expected = (scenario: AuthoredScenario): Evidence => {
    const evidence = expectedEvidence(scenario, base);
    return { ...evidence, ...BEYOND[scenario.id]?.(evidence) };
  };

  it("has a row in both tables", () => {
    const ids = SCENARIOS.map(({ id }) => id).toSorted();
    expect(Object.keys(EXPECTED_VERDICTS).toSorted()).to.deep.equal(ids);
    expect(Object.keys(OTHERWISE).toSorted()).to.deep.equal(ids);
  });

  for (const scenario of SCENARIOS) {
    const { id, question } = scenario;
    it(`${id} answers a question of yes or no in one sentence`, () => {
      expect(question).to.match(/^(Can|Could|Do|Does|Is|Encryption hides)\b.*\?$/);
      const answer = scenario.answer(expected(scenario));
      expect(answer.verdict, answer.sentence).to.equal(EXPECTED_VERDICTS[id]);
      expectWellPut(answer);
      expect(answer.basis).not.to.deep.equal([]);
    });

    for (const [what, verdict, change] of OTHERWISE[id] ?? []) {
      it(`${id} answers otherwise if ${what}`, () => {
        const evidence = expected(scenario);
        const answer = scenario.answer({ ...evidence, ...change(evidence) });
        expect(answer.verdict, answer.sentence).to.equal(verdict);
        expectWellPut(answer);
        expect(answer.sentence).not.to.equal(scenario.answer(evidence).sentence);
      });
    }

    it(`${id} is not answered from what is unknown, or by a run that lacks what a judgement needs`, () => {
      const evidence = expected(scenario);
      const disclosed: Evidence["disclosed"] = {
        ...evidence.disclosed,
        value: "unknown",
        because: "the log may be cut short",
      };
      expect(answerOf(scenario, "inconclusive", { ...evidence, disclosed })).to.deep.include({
        verdict: "unknown",
        sentence: "Unknown: the log may be cut short.",
      });
    });
  }

  it("is unknown where nothing but a control is missing, and says so", () => {
    for (const scenario of SCENARIOS)
      expect(answerOf(scenario, "inconclusive", expected(scenario)).sentence).to.match(/^Unknown: a control/);
  });

  it("is the same whether the run went as expected or not: the evidence decides", () => {
    for (const scenario of SCENARIOS) {
      const evidence = expected(scenario);
      expect(answerOf(scenario, "not-as-expected", evidence)).to.deep.equal(scenario.answer(evidence));
    }
  });
});

/** Its first word is its verdict, and it is one sentence. */
function expectWellPut({ verdict, sentence }: Answer): void {
  const [, first = ""] = /^(\w+)/.exec(sentence) ?? [];
  expect(first.toLowerCase(), sentence).to.equal(verdict);
  expect(sentence).to.match(/^[^.?!]+\.$/);
  expect(sentence).not.to.match(/undefined|: \.| {2}/);
}
