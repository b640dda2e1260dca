import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { type CodeMessage, type CodeRole, stepExchange } from "../../src/comparison/codeExchange.ts";
import { commit } from "../../src/comparison/commitment.ts";
import { fingerprintOfDigest } from "../../src/comparison/digests.ts";
import { COMPARISON_METHODS } from "../../src/comparison/index.ts";
import type { ComparisonMethod, ExchangeMethod } from "../../src/comparison/method.ts";
import { type ExchangedMessage, type PeerRecord, recompute } from "../../src/comparison/recompute.ts";
import { digest } from "./arbitraries.ts";

const METHODS: readonly ComparisonMethod[] = Object.values(COMPARISON_METHODS);
const EXCHANGES = METHODS.filter((method): method is ExchangeMethod => method.exchange !== undefined);
const COMMITTED = COMPARISON_METHODS["committed-code-16"];
const ROLES = ["initiator", "responder"] as const;

interface Certificates {
  readonly initiator: Uint8Array;
  readonly responder: Uint8Array;
}

const [ONE, OTHER, STRANGE] = [digestOf("one"), digestOf("other"), digestOf("strange")];
const GENUINE: Certificates = { initiator: ONE, responder: OTHER };

/** What both peers record of a comparison in which everybody keeps to the method. */
function honest(
  method: ComparisonMethod,
  certificates = GENUINE,
  nonces: Certificates = { initiator: digestOf("nonce 1"), responder: digestOf("nonce 2") },
): Record<CodeRole, PeerRecord> {
  const bare = {
    initiator: { own: certificates.initiator, delivered: certificates.responder },
    responder: { own: certificates.responder, delivered: certificates.initiator },
  };
  if (method.binds === "session") {
    const exported = Buffer.concat([digestOf("a session"), digestOf("of both")]);
    const reported = { readAloud: method.readAloud(exported), expected: method.expects(exported) };
    const record = (role: CodeRole): PeerRecord => ({ ...bare[role], exported, reported });
    return { initiator: record("initiator"), responder: record("responder") };
  }
  if (!method.exchange) {
    const record = (role: CodeRole): PeerRecord => {
      const { own, delivered } = bare[role];
      const pair = { mine: fingerprintOfDigest(own), theirs: fingerprintOfDigest(delivered) };
      return {
        ...bare[role],
        reported: { readAloud: method.readAloud(pair), expected: method.expects(pair) },
      };
    };
    return { initiator: record("initiator"), responder: record("responder") };
  }
  const { exchange, readAloud, expects } = method;
  const messages: Record<CodeRole, ExchangedMessage[]> = { initiator: [], responder: [] };
  const steps = {
    initiator: exchange.start("initiator", { ...bare.initiator, nonce: nonces.initiator }),
    responder: exchange.start("responder", { ...bare.responder, nonce: nonces.responder }),
  };
  for (let from: CodeRole = "initiator"; ; from = otherThan(from)) {
    const { send } = steps[from];
    if (!send) break;
    messages[from].push({ direction: "sent", message: send });
    messages[otherThan(from)].push({ direction: "received", message: send });
    steps[otherThan(from)] = stepExchange(steps[otherThan(from)].state, send);
  }
  const record = (role: CodeRole): PeerRecord => {
    const { state } = steps[role];
    if (state.kind !== "agreed") throw new Error(`the ${role} is ${state.kind}`);
    const code = readAloud(state.digest);
    return {
      ...bare[role],
      exchange: { role, messages: messages[role] },
      reported: { code, readAloud: code, expected: expects(state.digest) },
    };
  };
  return { initiator: record("initiator"), responder: record("responder") };
}

function otherThan(role: CodeRole): CodeRole {
  return role === "initiator" ? "responder" : "initiator";
}

function digestOf(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

const codesOf = (method: ComparisonMethod, record: PeerRecord) =>
  recompute(method, record).contradictions.map(({ code }) => code);

/** The record with one of its messages replaced by others. */
function changed(
  record: PeerRecord,
  direction: ExchangedMessage["direction"],
  kind: CodeMessage["kind"],
  change: (message: CodeMessage) => readonly CodeMessage[],
): PeerRecord {
  const { exchange } = record;
  if (!exchange) throw new Error("there was no exchange");
  const messages = exchange.messages.flatMap((entry) =>
    entry.direction === direction && entry.message.kind === kind
      ? change(entry.message).map((message) => ({ direction, message }))
      : [entry],
  );
  return { ...record, exchange: { ...exchange, messages } };
}

const withNonce = (nonce: Uint8Array) => (message: CodeMessage) =>
  message.kind === "reveal" ? [{ ...message, nonce }] : [message];
const withValue = (value: Uint8Array) => (message: CodeMessage) =>
  message.kind === "reveal" ? [{ ...message, value }] : [message];

describe("a comparison worked out again", () => {
  for (const method of METHODS) {
    it(`${method.id}: gives what honest peers said and expected, and finds nothing against them`, () => {
      fc.assert(
        fc.property(digest, digest, digest, digest, (initiator, responder, nonce, otherNonce) => {
          const records = honest(
            method,
            { initiator, responder },
            { initiator: nonce, responder: otherNonce },
          );
          for (const role of ROLES) {
            const { readAloud, expects, fault, contradictions } = recompute(method, records[role]);
            expect({ readAloud, expected: expects }).to.deep.equal({
              readAloud: records[role].reported.readAloud,
              expected: records[role].reported.expected,
            });
            expect({ fault, contradictions }).to.deep.equal({ fault: undefined, contradictions: [] });
            expect(expects).to.equal(recompute(method, records[otherThan(role)]).readAloud);
          }
        }),
        { numRuns: 3 },
      );
    });

    it(`${method.id}: notices an invented reading and an invented expectation`, () => {
      for (const record of Object.values(honest(method))) {
        const { reported } = record;
        expect(
          codesOf(method, { ...record, reported: { ...reported, readAloud: "aardvark adroitness" } }),
        ).to.deep.equal(["reading-does-not-follow"]);
        expect(codesOf(method, { ...record, reported: { ...reported, expected: "" } })).to.deep.equal([
          "expectation-does-not-follow",
        ]);
      }
    });

    it(`${method.id}: notices that ${method.binds === "session" ? "the session" : "a certificate"} was another one`, () => {
      const exported = Buffer.concat([STRANGE, STRANGE]);
      if (method.binds === "session")
        for (const record of Object.values(honest(method))) {
          expect(codesOf(method, { ...record, exported })).to.deep.equal([
            "reading-does-not-follow",
            "expectation-does-not-follow",
          ]);
          const { exported: _, ...unknown } = record;
          expect(codesOf(method, unknown)).to.include("session-unknown");
        }
      else
        for (const record of Object.values(honest(method))) {
          expect(codesOf(method, { ...record, own: STRANGE })).not.to.deep.equal([]);
          expect(codesOf(method, { ...record, delivered: STRANGE })).not.to.deep.equal([]);
        }
    });
  }

  for (const method of EXCHANGES) {
    it(`${method.id}: notices an invented code, even when both peers invent the same`, () => {
      const invented = "aardvark adroitness";
      for (const record of Object.values(honest(method))) {
        const reported = { code: invented, readAloud: invented, expected: invented };
        expect(codesOf(method, { ...record, reported })).to.deep.equal([
          "code-does-not-follow",
          "reading-does-not-follow",
          "expectation-does-not-follow",
        ]);
      }
    });

    it(`${method.id}: notices a changed nonce, sent or received, and another certificate in a reveal`, () => {
      for (const role of ROLES) {
        const record = honest(method)[role];
        for (const direction of ["sent", "received"] as const)
          expect(
            codesOf(method, changed(record, direction, "reveal", withNonce(digestOf("changed")))),
            `${role} ${direction}`,
          ).not.to.deep.equal([]);
        expect(codesOf(method, changed(record, "sent", "reveal", withValue(STRANGE)))).to.include(
          "revealed-another-certificate",
        );
        const received = recompute(method, changed(record, "received", "reveal", withValue(STRANGE)));
        expect(received.fault).to.be.oneOf(["REVEALED_ANOTHER_CERTIFICATE", "COMMITMENT_BROKEN"]);
        expect(received.contradictions.map(({ code }) => code)).to.include("fault-not-noticed");
      }
    });

    it(`${method.id}: notices swapped roles, a message too many and one too few`, () => {
      for (const role of ROLES) {
        const record = honest(method)[role];
        const { exchange } = record;
        if (!exchange) throw new Error("there was no exchange");
        const swapped = { ...record, exchange: { ...exchange, role: otherThan(role) } };
        expect(codesOf(method, swapped), role).not.to.deep.equal([]);
        const twice = changed(record, "sent", "reveal", (message) => [message, message]);
        expect(codesOf(method, twice)).to.include("message-out-of-turn");
        const never = changed(record, "sent", "reveal", () => []);
        expect(codesOf(method, never)).to.include("message-missing");
        expect(codesOf(method, { ...record, exchange: { ...exchange, messages: [] } })).not.to.deep.equal([]);
      }
    });

    it(`${method.id}: notices that there was no exchange, and a nonce that could be guessed`, () => {
      const { own, delivered, reported } = honest(method).initiator;
      expect(codesOf(method, { own, delivered, reported })).to.include("exchange-missing");
      const record = changed(honest(method).initiator, "sent", "reveal", withNonce(new Uint8Array(15)));
      expect(codesOf(method, record)).to.include("nonce-too-short");
    });
  }

  it("notices a commitment that its own peer breaks", () => {
    const { initiator } = honest(COMMITTED);
    for (const record of [
      changed(initiator, "sent", "commitment", () => [
        { kind: "commitment", commitment: commit(ONE, digestOf("another nonce")) },
      ]),
      changed(initiator, "sent", "reveal", withNonce(digestOf("another nonce"))),
    ])
      expect(codesOf(COMMITTED, record)).to.include("commitment-broken");
  });

  it("notices a broken commitment that the peer who received it let pass, and accepts its alarm", () => {
    const record = changed(honest(COMMITTED).responder, "received", "reveal", withNonce(digestOf("late")));
    const passed = recompute(COMMITTED, record);
    expect(passed.fault).to.equal("COMMITMENT_BROKEN");
    expect(passed.readAloud).to.equal(undefined);
    expect(passed.contradictions.map(({ code }) => code)).to.include("fault-not-noticed");
    const alarmed = recompute(COMMITTED, { ...record, reported: { fault: "COMMITMENT_BROKEN" } });
    expect(alarmed.contradictions).to.deep.equal([]);
    expect(
      codesOf(COMMITTED, { ...record, reported: { fault: "REVEALED_ANOTHER_CERTIFICATE" } }),
      "an alarm for another reason",
    ).to.deep.equal(["fault-without-cause"]);
  });

  it("notices an alarm over an exchange that had no fault", () => {
    const { initiator } = honest(COMMITTED);
    expect(codesOf(COMMITTED, { ...initiator, reported: { fault: "EXCHANGE_OUT_OF_ORDER" } })).to.deep.equal([
      "fault-without-cause",
    ]);
  });

  it("has nothing against a peer whose exchange was broken off before it revealed anything", () => {
    const { initiator } = honest(COMMITTED);
    const [commitment] = initiator.exchange?.messages ?? [];
    if (!commitment) throw new Error("the initiator speaks first");
    const record: PeerRecord = {
      ...initiator,
      exchange: { role: "initiator", messages: [commitment] },
      reported: {},
    };
    expect(recompute(COMMITTED, record)).to.deep.equal({
      readAloud: undefined,
      expects: undefined,
      fault: undefined,
      contradictions: [],
    });
  });
});
