import { readFileSync } from "node:fs";
import { seeLoopbackOnly } from "../lab/actors/loopbackView.ts";

// README begin

import { expect } from "chai";
import { openInterceptor } from "webrtc-mitm-lab";
import { ChatApp } from "./example/chatApp.ts"; // your app

describe("does my app notice a man in the middle?", () => {
  let stop: () => Promise<unknown>;
  afterEach(() => stop());
  async function attackedCall(settings = {}) {
    const interceptor = await openInterceptor({ tell: (to, signal) => ({ alice, bob })[to].hear(signal) });
    const alice = new ChatApp((signal) => interceptor.pass("alice", signal), settings);
    const bob = new ChatApp((signal) => interceptor.pass("bob", signal), settings);
    stop = () => Promise.all([alice.hangUp(), bob.hangUp(), interceptor.close()]);
    await alice.call();
    return { alice, bob, read: interceptor.messagesRead };
  }
  it("not if nobody compares: the server reads along, and the call seems fine", async () => {
    const { alice, bob, read } = await attackedCall();
    alice.say("my account number is 4711");
    expect(await bob.nextMessage()).to.equal("my account number is 4711");
    expect(read.map(({ content }) => content)).to.eql(["my account number is 4711"]);
  });

  it("yes if the users must compare over the phone before they talk", async () => {
    const { alice, bob, read } = await attackedCall({ compareFirst: true });
    expect(await alice.compare(await bob.safetyNumber()).catch(String)).to.match(/in the middle/);
    expect(() => alice.say("my account number is 4711")).to.throw("compare first");
    expect(read).to.eql([]);
  });
});
// README end

describe("the example", () => {
  const lines = readFileSync("test/example.test.ts", "utf8").split("\n");
  const shown = lines.slice(lines.indexOf("// README begin") + 2, lines.indexOf("// README end"));

  it("has two apps that notice nobody where nobody is, and then talk", async () => {
    const seeAll = seeLoopbackOnly();
    const settings = { compareFirst: true };
    const alice = new ChatApp((signal) => bob.hear(signal), settings);
    const bob = new ChatApp((signal) => alice.hear(signal), settings);
    try {
      await alice.call();
      await alice.compare(await bob.safetyNumber());
      await bob.compare(await alice.safetyNumber());
      bob.say("so it is you");
      expect(await alice.nextMessage()).to.equal("so it is you");
    } finally {
      seeAll();
      await Promise.all([alice.hangUp(), bob.hangUp()]);
    }
  });

  it("stands in the README as it is run, on less than thirty lines", () => {
    expect(shown.length).to.be.within(20, 29);
    expect(readFileSync("README.md", "utf8")).to.contain(shown.join("\n"));
  });
});
