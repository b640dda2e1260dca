import { expect } from "chai";
import { KeptMessages } from "../../../lab/library/keptMessages.ts";

describe("the messages that an interceptor keeps", () => {
  const message = (bytes: number) =>
    ({ from: "alice", channel: "chat", type: "binary", content: new Uint8Array(bytes) }) as const;

  it("are all of them where they have room, and none is counted as left", () => {
    const kept = new KeptMessages(10_000);
    const said = [message(0), message(4000), message(1000)];
    for (const each of said) kept.add(each);
    expect(kept.messages).to.eql(said);
    expect(kept.left).to.equal(0);
  });

  it("are the first ones, without a gap, where the content is more than the limit", () => {
    const kept = new KeptMessages(10_000);
    const said = [message(8000), message(8000), message(1)];
    for (const each of said) kept.add(each);
    expect(kept.messages).to.eql(said.slice(0, 1));
    expect(kept.left).to.equal(2);
  });

  it("come to an end also where none has any content", () => {
    const kept = new KeptMessages(10_000);
    for (let count = 0; count < 1000; count += 1) kept.add(message(0));
    expect(kept.messages.length).to.be.within(1, 100);
    expect(kept.messages.length + kept.left).to.equal(1000);
  });
});
