import { expect } from "chai";
import {
  ATTACKS,
  type InterceptorSettings,
  type OpenInterceptor,
  openInterceptor,
  type SignallingAttack,
} from "webrtc-mitm-lab";
import { counterpartOf, type PeerName } from "../../../src/trace/parties.ts";
import { until, WeriftPeer } from "./weriftPeer.ts";

/** Calls of werift with itself through the interceptor, with what other stacks do differently. */
describe("a call through the interceptor", function () {
  this.timeout(30_000);
  let interceptor: OpenInterceptor;
  let alice: WeriftPeer;
  let bob: WeriftPeer;

  type PeerSettings = ConstructorParameters<typeof WeriftPeer>[1];
  const begin = async (
    ofAlice: PeerSettings = {},
    ofBob: PeerSettings = {},
    settings: InterceptorSettings = {},
  ) => {
    interceptor = await openInterceptor({
      tell: (to, signal) => (to === "alice" ? alice : bob).hear(signal),
      ...settings,
    });
    alice = new WeriftPeer((signal) => void interceptor.pass("alice", signal), ofAlice);
    bob = new WeriftPeer((signal) => void interceptor.pass("bob", signal), ofBob);
  };
  afterEach(() => Promise.all([alice.close(), bob.close(), interceptor.close()]));

  /** Both open a channel in the same moment: with equal DTLS roles they would take the same stream (RFC 8832 §6). */
  const bothTalk = async () => {
    alice.open("first");
    await alice.offer();
    await alice.channelOpen("first");
    await bob.channelOpen("first");
    alice.open("of alice");
    bob.open("of bob");
    for (const label of ["of alice", "of bob"]) {
      (await alice.channelOpen(label)).send("hello bob");
      (await bob.channelOpen(label)).send("hello alice");
    }
    expect([...(await alice.heardAtLeast(2))].toSorted()).to.eql([
      "of alice: hello alice",
      "of bob: hello alice",
    ]);
    expect([...(await bob.heardAtLeast(2))].toSorted()).to.eql(["of alice: hello bob", "of bob: hello bob"]);
    expect(interceptor.messagesRead).to.have.length(4);
    expect(interceptor.unread).to.eql([]);
  };

  it("gives each peer the DTLS role that it would have had: the answerer is the client", async () => {
    await begin();
    await bothTalk();
    expect([alice.connection.dtlsTransports[0]?.role, bob.connection.dtlsTransports[0]?.role]).to.eql([
      "server",
      "client",
    ]);
  });

  it("gives each peer the DTLS role that it would have had: the answerer is the server", async () => {
    await begin({}, { answersAs: "server" });
    await bothTalk();
    expect([alice.connection.dtlsTransports[0]?.role, bob.connection.dtlsTransports[0]?.role]).to.eql([
      "client",
      "server",
    ]);
  });

  it("works with an offer that has decided already", async () => {
    const written = (sdp: string) => sdp.replaceAll("a=setup:actpass", "a=setup:active");
    await begin({ written }, { answersAs: "server" });
    await bothTalk();
  });

  it("works where the caller does ICE-lite, and where the callee does", async () => {
    await begin({ iceLite: true });
    await bothTalk();
    await Promise.all([alice.close(), bob.close(), interceptor.close()]);
    await begin({}, { iceLite: true });
    await bothTalk();
  });

  it("survives two offers that cross: whoever gives way answers the other's", async () => {
    const told: string[] = [];
    const tell: InterceptorSettings["tell"] = (to, signal) => {
      told.push(`${to} ${signal.type}`);
      // Alice insists on her own offer, as the impolite peer does (RFC 9429 §4.1.8.2).
      if (to === "alice" && signal.type === "offer") return;
      (to === "alice" ? alice : bob).hear(signal);
    };
    await begin({}, {}, { tell });
    alice.open("of alice");
    bob.open("of bob");
    await Promise.all([alice.offer(), bob.offer()]);
    (await alice.channelOpen("of alice")).send("I insisted");
    expect(await bob.heardAtLeast(1)).to.eql(["of alice: I insisted"]);
    expect(told).to.include.members(["alice offer", "bob offer", "alice answer"]);
  });

  it("needs no trickled candidates: pass() returns each description with the leg's candidates", async () => {
    interceptor = await openInterceptor();
    alice = new WeriftPeer(
      (signal) => {
        const passed = interceptor.pass("alice", signal);
        if (passed) bob.hear(passed);
      },
      { trickle: false },
    );
    bob = new WeriftPeer(
      (signal) => {
        const passed = interceptor.pass("bob", signal);
        if (passed) alice.hear(passed);
      },
      { trickle: false },
    );
    await bothTalk();
    expect(alice.connection.remoteDescription?.sdp).to.match(/a=candidate:.* 127\.0\.0\.1 \d+ typ host/);
  });

  it("is one of many: each has its own messages and its own end", async () => {
    await begin();
    const first = { interceptor, alice, bob };
    await begin();
    const second = { interceptor, alice, bob };
    for (const call of [first, second]) {
      ({ interceptor, alice, bob } = call);
      call.alice.open("chat");
      await call.alice.offer();
      await call.alice.channelOpen("chat");
    }
    first.alice.channels.get("chat")?.send("in the first");
    second.alice.channels.get("chat")?.send("in the second");
    await Promise.all([first.bob.heardAtLeast(1), second.bob.heardAtLeast(1)]);
    await Promise.all([first.alice.close(), first.bob.close(), first.interceptor.close()]);
    second.bob.channels.get("chat")?.send("still here");
    expect(await second.alice.heardAtLeast(1)).to.eql(["chat: still here"]);
    const read = ({ interceptor: { messagesRead } }: typeof first) =>
      messagesRead.map(({ content }) => content);
    expect([read(first), read(second)]).to.eql([["in the first"], ["in the second", "still here"]]);
  });

  it("carries a megabyte each way at once, and reads all of it", async () => {
    await begin();
    alice.open("bulk");
    await alice.offer();
    const [ofAlice, ofBob] = [await alice.channelOpen("bulk"), await bob.channelOpen("bulk")];
    const block = Buffer.alloc(32 << 10, "x");
    const blocks = (1 << 20) / block.length;
    for (const channel of [ofAlice, ofBob]) for (let sent = 0; sent < blocks; sent += 1) channel.send(block);
    await until(
      () =>
        interceptor.messagesRead.length === 2 * blocks &&
        bob.heard.length === blocks &&
        alice.heard.length === blocks,
      () => `${alice.heard.length} and ${bob.heard.length} of ${blocks} arrived`,
      25_000,
    );
    expect(interceptor.messagesRead.every(({ content }) => block.equals(Buffer.from(content)))).to.equal(
      true,
    );
    expect(interceptor.unread).to.eql([]);
  });

  it("renegotiates over the same association", async () => {
    await begin();
    await bothTalk();
    await bob.offer();
    await until(
      () => bob.connection.signalingState === "stable",
      () => bob.connection.signalingState,
    );
    alice.channels.get("first")?.send("still here");
    expect((await bob.heardAtLeast(3)).at(-1)).to.equal("first: still here");
    expect(interceptor.messagesRead.at(-1)?.content).to.equal("still here");
  });

  it("says what nobody said, in both directions, short and long, and all else arrives in order", async () => {
    const long = Buffer.alloc(40_000, "long and forged ").toString();
    const attack: SignallingAttack = {
      ...ATTACKS["substitute-fingerprint"],
      id: "inject",
      messages:
        () =>
        ({ from, channel, content }) => {
          const text = Buffer.from(content).toString();
          if (!text.endsWith("0")) return undefined;
          const forged = (to: PeerName, said: string) =>
            ({ to, channel, type: "text", content: Buffer.from(said) }) as const;
          const to = counterpartOf(from);
          return { inject: [forged(to, `after ${text}`), forged(to, long), forged(from, `to ${text}`)] };
        },
    };
    await begin({}, {}, { attack });
    alice.open("chat");
    await alice.offer();
    const [ofAlice, ofBob] = [await alice.channelOpen("chat"), await bob.channelOpen("chat")];
    const [ownOfAlice, ownOfBob] = ["a", "b"].map((name) =>
      Array.from({ length: 100 }, (_, index) => `${name} ${index}`),
    );
    for (const text of ownOfAlice ?? []) ofAlice.send(text);
    for (const text of ownOfBob ?? []) ofBob.send(text);
    const [atBob, atAlice] = [await bob.heardAtLeast(130), await alice.heardAtLeast(130)];
    const own = (heard: readonly string[]) => heard.filter((text) => /^chat: [ab] \d+$/.test(text));
    expect(own(atBob)).to.eql(ownOfAlice?.map((text) => `chat: ${text}`));
    expect(own(atAlice)).to.eql(ownOfBob?.map((text) => `chat: ${text}`));
    for (const [heard, name, other] of [
      [atBob, "a", "b"],
      [atAlice, "b", "a"],
    ] as const) {
      const after = Array.from({ length: 10 }, (_, index) => `chat: after ${name} ${index * 10}`);
      const replies = after.map((text) => text.replace(`after ${name}`, `to ${other}`));
      expect(heard).to.include.members([...after, ...replies]);
      expect(heard.filter((text) => text === `chat: ${long}`)).to.have.length(10);
      expect(heard).to.have.length(130);
    }
    ofAlice.send("goodbye");
    expect((await bob.heardAtLeast(131)).at(-1)).to.equal("chat: goodbye");
    expect(interceptor.messagesRead).to.have.length(201);
  });

  it("drops, delays and changes messages, and all else arrives", async () => {
    let messages = 0;
    const attack: SignallingAttack = {
      ...ATTACKS["substitute-fingerprint"],
      id: "drop-third",
      messages:
        () =>
        ({ content }) => {
          messages += 1;
          const text = Buffer.from(content).toString();
          if (text === "slow") return { delayMs: 300 };
          return text.startsWith("message") && messages % 3 === 0 ? "drop" : undefined;
        },
    };
    await begin({}, {}, { attack });
    alice.open("chat");
    await alice.offer();
    const channel = await alice.channelOpen("chat");
    for (let number = 1; number <= 9; number += 1) channel.send(`message ${number}`);
    channel.send("slow");
    channel.send("last");
    expect(await bob.heardAtLeast(8)).to.eql(
      [1, 2, 4, 5, 7, 8].map((number) => `chat: message ${number}`).concat("chat: slow", "chat: last"),
    );
    expect(interceptor.messagesRead).to.have.length(11);
  });
});
