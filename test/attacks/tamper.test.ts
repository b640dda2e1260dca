import { expect } from "chai";
import type { PassingMessage } from "../../src/attacks/attack.ts";
import { substituteFingerprint } from "../../src/attacks/substituteFingerprint.ts";
import { tamper } from "../../src/attacks/tamper.ts";
import { WERIFT } from "../sdp/samples.ts";
import { LEG, printOf, replacementOf } from "./leg.ts";

const alter = tamper.messages?.({
  genuine: { alice: printOf("alice"), bob: printOf("bob") },
  legs: { alice: printOf("alice-leg"), bob: printOf("bob-leg") },
  random: (bytes) => new Uint8Array(bytes),
});

function altered(text: string, type: PassingMessage["type"] = "text"): string | undefined {
  const content = replacementOf(
    alter?.({ from: "alice", channel: "chat", type, content: Buffer.from(text) }),
  );
  return content && Buffer.from(content).toString("utf8");
}

describe("attack tamper", () => {
  it("puts another account number, of another length, in place of the one that was sent", () => {
    const sent = "Now that we are alone: the account number is canary-secret-0123456789abcdef.";
    const heard = altered(sent) ?? "";
    expect(heard.startsWith("Now that we are alone: the account number is 4711")).to.equal(true);
    expect(heard).not.to.include("canary");
    expect(Buffer.byteLength(heard)).not.to.equal(Buffer.byteLength(sent));
  });

  it("lets everything else pass as it is: other text, and binary messages even with such words in them", () => {
    expect(altered("Hello Bob, it is me.")).to.equal(undefined);
    expect(altered("")).to.equal(undefined);
    expect(altered("the account number is 1234", "binary")).to.equal(undefined);
  });

  it("comes into the middle as substitution does", () => {
    expect(tamper.description(WERIFT, LEG)).to.equal(substituteFingerprint.description(WERIFT, LEG));
  });
});
