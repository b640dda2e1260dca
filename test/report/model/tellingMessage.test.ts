import { expect } from "chai";
import { tellingMessage } from "../../../src/report/model/tellingMessage.ts";
import type { RunMessage } from "../../../src/run/messages.ts";

const CANARY = {
  name: "greeting",
  value: "canary",
  seq: 1,
  withheld: undefined,
  inMessages: { alice: [3], bob: [] },
  sentIn: [3],
  observed: [],
  inOpened: [],
};

function message(seq: number, type: "text" | "binary"): RunMessage {
  return {
    call: 1,
    from: "alice",
    to: "bob",
    purpose: "content",
    attacker: undefined,
    sent: { channel: "chat", type, bytes: 0, sha256: "", head: "", seq, at: 0 },
    sealed: undefined,
    read: undefined,
    replaced: undefined,
    injected: undefined,
    received: undefined,
  };
}

describe("the message that shows a reader most", () => {
  it("is the first text, or else the first that holds what somebody said, or else the first", () => {
    const [hello, said, text] = [message(2, "binary"), message(3, "binary"), message(4, "text")];
    const canaries = [CANARY];
    expect(tellingMessage([hello, said, text], { canaries })).to.equal(text);
    expect(tellingMessage([hello, said], { canaries })).to.equal(said);
    expect(tellingMessage([hello, said], { canaries: [] })).to.equal(hello);
    expect(tellingMessage([], { canaries })).to.equal(undefined);
  });
});
