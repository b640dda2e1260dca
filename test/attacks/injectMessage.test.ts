import { expect } from "chai";
import type { PassingMessage } from "../../src/attacks/attack.ts";
import { injectMessage } from "../../src/attacks/injectMessage.ts";
import { printOf } from "./leg.ts";

describe("attack inject-message", () => {
  const decide = injectMessage.messages?.({
    genuine: { alice: printOf("alice"), bob: printOf("bob") },
    legs: { alice: printOf("alice-leg"), bob: printOf("bob-leg") },
    random: (bytes) => new Uint8Array(bytes),
  });
  const fateOf = (message: Partial<PassingMessage>) =>
    decide?.({
      from: "alice",
      channel: "chat",
      type: "text",
      content: Buffer.from("the account number is 1"),
      ...message,
    });

  it("says one message to Bob, on the channel on which Alice named an account", () => {
    const fate = fateOf({ channel: "other" });
    expect(fate).to.have.property("inject").with.lengthOf(1);
    expect(fate).to.have.nested.property("inject[0]").that.includes({
      to: "bob",
      channel: "other",
      type: "text",
    });
  });

  it("says nothing after anything else, nor in Bob's name", () => {
    expect(fateOf({ content: Buffer.from("hello") })).to.equal(undefined);
    expect(fateOf({ type: "binary" })).to.equal(undefined);
    expect(fateOf({ from: "bob" })).to.equal(undefined);
  });
});
