import { expect } from "chai";
import fc from "fast-check";
import {
  type CodeMessage,
  type CodeParty,
  type CodeState,
  committedExchange,
  stepExchange,
  uncommittedExchange,
} from "../../src/comparison/codeExchange.ts";
import { digest, flipBit, leadingBits } from "./arbitraries.ts";

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const ALICE = bytes(0xa1);
const BOB = bytes(0xb0);
const alice: CodeParty = { own: ALICE, delivered: BOB, nonce: bytes(1) };
const bob: CodeParty = { own: BOB, delivered: ALICE, nonce: bytes(2) };

describe("comparison code exchange", () => {
  it("gives both sides the same digest after commit, reveal and reveal", () => {
    fc.assert(
      fc.property(digest, digest, digest, digest, (own, delivered, nonceA, nonceB) => {
        const { initiator, responder } = converse(
          { own, delivered, nonce: nonceA },
          { own: delivered, delivered: own, nonce: nonceB },
        );
        expect(digestOf(initiator)).to.equal(digestOf(responder));
      }),
      { numRuns: 30 },
    );
  });

  it("depends on each nonce and each certificate", () => {
    const codes = [
      converse(alice, bob),
      converse({ ...alice, nonce: bytes(9) }, bob),
      converse(alice, { ...bob, nonce: bytes(9) }),
      converse({ ...alice, own: bytes(9) }, { ...bob, delivered: bytes(9) }),
      converse({ ...alice, delivered: bytes(9) }, { ...bob, own: bytes(9) }),
    ].map(({ initiator }) => digestOf(initiator));
    expect(new Set(codes).size).to.equal(5);
  });

  it("fails with COMMITMENT_BROKEN when the initiator reveals something else", () => {
    for (const changed of [
      { value: ALICE, nonce: bytes(3) },
      { value: flipBit(ALICE, 0), nonce: alice.nonce },
    ]) {
      const waiting = afterCommitment();
      expect(codeOf(stepExchange(waiting, { kind: "reveal", ...changed }).state)).to.equal(
        "COMMITMENT_BROKEN",
      );
    }
  });

  it("fails with REVEALED_ANOTHER_CERTIFICATE when genuine messages are relayed over another DTLS connection", () => {
    const leg = bytes(0xe5);
    const { initiator } = converse({ ...alice, delivered: leg }, bob);
    expect(codeOf(initiator)).to.equal("REVEALED_ANOTHER_CERTIFICATE");
    const { responder } = converse(alice, { ...bob, delivered: leg });
    expect(codeOf(responder)).to.equal("REVEALED_ANOTHER_CERTIFICATE");
  });

  it("fails with EXCHANGE_OUT_OF_ORDER when a message comes before its turn, twice or to the wrong role", () => {
    const commitment: CodeMessage = { kind: "commitment", commitment: bytes(0) };
    const reveal: CodeMessage = { kind: "reveal", value: ALICE, nonce: alice.nonce };
    const done = converse(alice, bob);
    for (const [state, message] of [
      [committedExchange.start("responder", bob).state, reveal],
      [committedExchange.start("initiator", alice).state, commitment],
      [afterCommitment(), commitment],
      [done.initiator, reveal],
      [done.responder, reveal],
    ] as const) {
      const step = stepExchange(state, message);
      expect(codeOf(step.state)).to.equal("EXCHANGE_OUT_OF_ORDER");
      expect(step.send).to.equal(undefined);
    }
  });

  it("agrees without a commitment too, after two reveals, and does not bind the one who speaks last", () => {
    const initiator = uncommittedExchange.start("initiator", alice);
    const responder = uncommittedExchange.start("responder", bob);
    if (!initiator.send) throw new Error("the initiator speaks first");
    expect(responder.send).to.equal(undefined);
    const answered = stepExchange(responder.state, initiator.send);
    if (!answered.send) throw new Error("the responder answers");
    const ended = stepExchange(initiator.state, answered.send);
    expect(ended.send).to.equal(undefined);
    expect(digestOf(ended.state)).to.equal(digestOf(answered.state));
    const other = stepExchange(initiator.state, { kind: "reveal", value: BOB, nonce: bytes(7) });
    expect(other.state.kind).to.equal("agreed");
  });

  it("stays failed whatever comes after", () => {
    const failed = stepExchange(committedExchange.start("responder", bob).state, {
      kind: "reveal",
      value: ALICE,
      nonce: bytes(1),
    }).state;
    const genuine = committedExchange.start("initiator", alice).send;
    if (genuine === undefined) throw new Error("the initiator speaks first");
    expect(stepExchange(failed, genuine)).to.deep.equal({ state: failed });
  });

  it("does not show the initiator's nonce before the responder has revealed", () => {
    const { send } = committedExchange.start("initiator", alice);
    if (send?.kind !== "commitment") throw new Error("the initiator commits first");
    expect(Buffer.from(send.commitment).includes(Buffer.from(alice.nonce))).to.equal(false);
  });

  it("meets what an interceptor settled beforehand about once in 2^n unknown nonces", () => {
    // The other leg's code is settled; this one still depends on the peer's nonce, here every one of 4096.
    const bits = 8;
    const target = 0x5a;
    const hits = Array.from({ length: 4096 }, (_, peer) => {
      const nonce = Uint8Array.from({ length: 32 }, (_, index) =>
        index < 2 ? (peer >> (8 * index)) & 255 : 7,
      );
      const { initiator } = converse({ ...alice, nonce }, bob);
      return initiator.kind === "agreed" && leadingBits(initiator.digest, bits) === target;
    }).filter(Boolean).length;
    // Mean 16, standard deviation 4.
    expect(hits).to.be.within(1, 40);
  });
});

function converse(
  initiator: CodeParty,
  responder: CodeParty,
): { initiator: CodeState; responder: CodeState } {
  let here = committedExchange.start("initiator", initiator);
  let there = committedExchange.start("responder", responder);
  if (here.send !== undefined) there = stepExchange(there.state, here.send);
  if (there.send !== undefined) here = stepExchange(here.state, there.send);
  if (here.send !== undefined) there = stepExchange(there.state, here.send);
  return { initiator: here.state, responder: there.state };
}

function afterCommitment(): CodeState {
  const { send } = committedExchange.start("initiator", alice);
  if (send === undefined) throw new Error("the initiator speaks first");
  return stepExchange(committedExchange.start("responder", bob).state, send).state;
}

function digestOf(state: CodeState): string {
  if (state.kind !== "agreed") throw new Error(`no digest while ${state.kind}`);
  return Buffer.from(state.digest).toString("hex");
}

function codeOf(state: CodeState): string {
  return state.kind === "failed" ? state.code : state.kind;
}
