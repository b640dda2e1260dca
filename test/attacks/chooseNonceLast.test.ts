import { createHash } from "node:crypto";
import { expect } from "chai";
import { chooseNonceLast } from "../../src/attacks/chooseNonceLast.ts";
import {
  type CodeExchange,
  type CodeState,
  type CodeStep,
  committedExchange,
  stepExchange,
  uncommittedExchange,
} from "../../src/comparison/codeExchange.ts";
import { decodeCodeMessage, encodeCodeMessage } from "../../src/comparison/codeMessage.ts";
import { sha256Digest } from "../../src/comparison/digests.ts";
import { shortCodeOf } from "../../src/comparison/shortCode.ts";
import { counterpartOf, type PeerName } from "../../src/trace/parties.ts";
import { printOf, replacementOf } from "./leg.ts";

const genuine = { alice: printOf("alice"), bob: printOf("bob") };
const legs = { alice: printOf("alice-leg"), bob: printOf("bob-leg") };

/** A whole exchange through the attacker; each peer sees the certificate of the leg that faces it. */
function converse({ start }: CodeExchange, seed: string, initiator: PeerName) {
  const alter = attackerOf(seed);
  const party = (peer: PeerName) => ({
    own: sha256Digest(genuine[peer]),
    delivered: sha256Digest(legs[peer]),
    nonce: random(`${peer} ${seed}`),
  });
  const responder = counterpartOf(initiator);
  const steps: Record<PeerName, CodeStep> = {
    ...{ alice: start("initiator", party("alice")), bob: start("initiator", party("bob")) },
    [initiator]: start("initiator", party(initiator)),
    [responder]: start("responder", party(responder)),
  };
  for (let from = initiator; steps[from].send; from = counterpartOf(from)) {
    const { send } = steps[from];
    if (!send) break;
    const content = encodeCodeMessage(send);
    const passed = replacementOf(alter({ from, channel: "comparison", type: "text", content })) ?? content;
    const message = decodeCodeMessage(Buffer.from(passed).toString("utf8"));
    if (!message) throw new Error("what the attacker sent cannot be read");
    steps[counterpartOf(from)] = stepExchange(steps[counterpartOf(from)].state, message);
  }
  return { alice: outcomeOf(steps.alice.state), bob: outcomeOf(steps.bob.state) };
}

function attackerOf(seed: string) {
  let drawn = 0;
  const alter = chooseNonceLast.messages?.({
    genuine,
    legs,
    random: (bytes) => {
      drawn += 1;
      return random(`server ${seed} ${drawn}`).subarray(0, bytes);
    },
  });
  if (!alter) throw new Error("the attack changes no messages");
  return alter;
}

function random(seed: string): Uint8Array {
  return createHash("sha256").update(seed).digest();
}

function outcomeOf(state: CodeState): string {
  if (state.kind === "agreed") return shortCodeOf(state.digest, 16);
  return state.kind === "failed" ? state.code : state.kind;
}

describe("attack choose-nonce-last", () => {
  it("makes both peers read the same code, in every call another one, whoever begins", () => {
    const calls = (["alice", "bob", "alice"] as const).map((initiator, call) =>
      converse(uncommittedExchange, `call ${call}`, initiator),
    );
    for (const { alice, bob } of calls) {
      expect(alice).to.equal(bob);
      expect(alice).to.match(/^[A-Za-z]+ [A-Za-z]+$/);
    }
    expect(new Set(calls.map(({ alice }) => alice)).size).to.equal(calls.length);
  });

  it("breaks the commitment where there is one: the responder raises the alarm", () => {
    const { alice, bob } = converse(committedExchange, "committed", "alice");
    expect(bob).to.equal("COMMITMENT_BROKEN");
    expect(alice).to.match(/^[A-Za-z]+ [A-Za-z]+$/);
  });

  it("lets messages that are no reveal pass as they are", () => {
    const alter = attackerOf("chat");
    for (const text of ["Hello Bob", '{"kind":"reveal"}'])
      expect(alter({ from: "alice", channel: "chat", type: "text", content: Buffer.from(text) })).to.equal(
        undefined,
      );
  });
});
