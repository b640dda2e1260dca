import { createHash } from "node:crypto";
import { expect } from "chai";
import { joinCodeExchange } from "../../src/attacks/joinCodeExchange.ts";
import {
  type CodeState,
  type CodeStep,
  committedExchange,
  stepExchange,
} from "../../src/comparison/codeExchange.ts";
import { decodeCodeMessage, encodeCodeMessage } from "../../src/comparison/codeMessage.ts";
import { labelledDigest } from "../../src/comparison/commitment.ts";
import { sha256Digest } from "../../src/comparison/digests.ts";
import type { PeerName } from "../../src/trace/parties.ts";
import { leadingBits } from "../comparison/arbitraries.ts";
import { printOf, replacementOf } from "./leg.ts";

const BITS = 16;
const genuine = { alice: printOf("alice"), bob: printOf("bob") };
const legs = { alice: printOf("alice-leg"), bob: printOf("bob-leg") };

/** Random bytes that a seed fixes. */
function seeded(seed: string): (bytes: number) => Uint8Array {
  let drawn = 0;
  return (bytes) => {
    drawn += 1;
    return createHash("sha256").update(`${seed} ${drawn}`).digest().subarray(0, bytes);
  };
}

/** A whole exchange through the interceptor: Alice commits, Bob responds, each sees the leg that faces it. */
function exchange(peers: (bytes: number) => Uint8Array, server: (bytes: number) => Uint8Array) {
  const alter = joinCodeExchange.messages?.({ genuine, legs, random: server });
  const through = (from: PeerName, { send }: CodeStep, state: CodeState): CodeStep => {
    if (!send) throw new Error(`${from} has nothing to send`);
    const content = encodeCodeMessage(send);
    const passed = replacementOf(alter?.({ from, channel: "comparison", type: "text", content })) ?? content;
    const message = decodeCodeMessage(Buffer.from(passed).toString("utf8"));
    if (!message) throw new Error("what the interceptor sent cannot be read");
    return stepExchange(state, message);
  };
  const party = (peer: PeerName) => ({
    own: sha256Digest(genuine[peer]),
    delivered: sha256Digest(legs[peer]),
    nonce: peers(32),
  });
  const committed = committedExchange.start("initiator", party("alice"));
  const revealed = through("alice", committed, committedExchange.start("responder", party("bob")).state);
  const alice = through("bob", revealed, committed.state);
  const bob = through("alice", alice, revealed.state);
  return { alice: codeOf(alice.state), bob: codeOf(bob.state) };
}

function codeOf(state: CodeState): number {
  if (state.kind !== "agreed") throw new Error(state.kind === "failed" ? state.code : state.kind);
  return leadingBits(state.digest, BITS);
}

describe("attack join-code-exchange", () => {
  it("brings both exchanges to their end without a fault, and the codes differ", () => {
    const calls = Array.from({ length: 200 }, (_, call) =>
      exchange(seeded(`peers ${call}`), seeded(`server ${call}`)),
    );
    // By chance two codes of 16 bits agree once in 65,536; these seeds are fixed.
    expect(calls.filter(({ alice, bob }) => alice === bob)).to.deep.equal([]);
    expect(new Set(calls.map(({ alice }) => alice)).size).to.be.greaterThan(190);
  });

  it("would be right with one guess of 65,536: some nonces of Bob's, which it cannot choose, make the codes agree", () => {
    // Everything but Bob's nonce is settled when Bob draws it. His code is then one of 65,536.
    const server = seeded("server");
    const [, nonceOfBobLeg] = [server(32), server(32)];
    if (!nonceOfBobLeg) throw new Error("two nonces were drawn");
    const peers = seeded("peers");
    const alice = exchange(fixed(peers(32), new Uint8Array(32)), seeded("server")).alice;
    const tries = 400_000;
    let found: Uint8Array | undefined;
    const nonce = Buffer.alloc(32);
    for (let number = 0; number < tries && !found; number += 1) {
      nonce.writeUInt32BE(number, 28);
      const digest = labelledDigest(
        "short code",
        sha256Digest(legs.bob),
        sha256Digest(genuine.bob),
        nonceOfBobLeg,
        nonce,
      );
      if (leadingBits(digest, BITS) === alice) found = Uint8Array.from(nonce);
    }
    if (!found) throw new Error(`no agreement in ${tries} nonces`);
    const lucky = exchange(fixed(seeded("peers")(32), found), seeded("server"));
    expect(lucky.bob).to.equal(lucky.alice);
    const unlucky = exchange(
      fixed(
        seeded("peers")(32),
        found.map((byte) => byte ^ 1),
      ),
      seeded("server"),
    );
    expect(unlucky.bob).not.to.equal(unlucky.alice);
  });

  it("draws its nonces before any message passes, and lets other messages pass as they are", () => {
    let drawn = 0;
    const alter = joinCodeExchange.messages?.({
      genuine,
      legs,
      random: (bytes) => {
        drawn += 1;
        return new Uint8Array(bytes);
      },
    });
    expect(drawn).to.equal(2);
    const pass = (text: string) =>
      alter?.({ from: "alice", channel: "chat", type: "text", content: Buffer.from(text) });
    expect(pass("Hello Bob")).to.equal(undefined);
    expect(pass('{"kind":"reveal"}')).to.equal(undefined);
    expect(drawn).to.equal(2);
  });

  it("fails where it only passes the genuine messages on: they name certificates that the other peer does not see", () => {
    expect(() => {
      const party = (peer: PeerName) => ({
        own: sha256Digest(genuine[peer]),
        delivered: sha256Digest(legs[peer]),
        nonce: seeded(peer)(32),
      });
      const committed = committedExchange.start("initiator", party("alice"));
      const { send } = stepExchange(
        committedExchange.start("responder", party("bob")).state,
        committed.send ?? never(),
      );
      codeOf(stepExchange(committed.state, send ?? never()).state);
    }).to.throw("REVEALED_ANOTHER_CERTIFICATE");
  });
});

/** Alice's nonce first, then Bob's. */
function fixed(...nonces: readonly Uint8Array[]): (bytes: number) => Uint8Array {
  const left = [...nonces];
  return () => left.shift() ?? never();
}

function never(): never {
  throw new Error("nothing is left");
}
