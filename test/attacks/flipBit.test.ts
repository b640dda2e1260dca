import { expect } from "chai";
import { flipBit } from "../../src/attacks/flipBit.ts";
import { printOf, replacementOf } from "./leg.ts";

describe("attack flip-bit", () => {
  it("lets the first message pass, and changes the last bit of each later one, whatever it is", () => {
    const decide = flipBit.messages?.({
      genuine: { alice: printOf("alice"), bob: printOf("bob") },
      legs: { alice: printOf("alice-leg"), bob: printOf("bob-leg") },
      random: (bytes) => new Uint8Array(bytes),
    });
    const pass = (...content: readonly number[]) =>
      replacementOf(
        decide?.({ from: "alice", channel: "chat", type: "binary", content: Uint8Array.from(content) }),
      );
    expect(pass(1, 2)).to.equal(undefined);
    expect([...(pass(1, 2) ?? [])]).to.deep.equal([1, 3]);
    expect([...(pass(255) ?? [])]).to.deep.equal([254]);
  });
});
