import { expect } from "chai";
import { type OpenInterceptor, openInterceptor } from "webrtc-mitm-lab";
import { findBrowser } from "../../../lab/browser/findBrowser.ts";
import { launchBrowser, type OpenBrowser } from "../../../lab/browser/launch.ts";
import { ChromiumPeer } from "./chromiumPeer.ts";
import { until } from "./weriftPeer.ts";

/** What only a browser does: I-DATA, ICE restarts, media, names in place of addresses. */
describe("two Chromiums and the interceptor", function () {
  this.timeout(60_000);
  let browser: OpenBrowser;
  let interceptor: OpenInterceptor;
  let alice: ChromiumPeer;
  let bob: ChromiumPeer;

  const launched = (...more: readonly string[]) =>
    launchBrowser("chromium", { args: ["--autoplay-policy=no-user-gesture-required", ...more] });
  const call = async () => {
    interceptor = await openInterceptor({
      tell: (to, signal) => (to === "alice" ? alice : bob).hear(signal),
    });
    alice = await ChromiumPeer.open(browser.browser, (signal) => void interceptor.pass("alice", signal));
    bob = await ChromiumPeer.open(browser.browser, (signal) => void interceptor.pass("bob", signal));
    await alice.open("chat");
    await alice.offer();
    await Promise.all([alice.channelOpen("chat"), bob.channelOpen("chat")]);
  };

  before(function () {
    // Whoever has no Chromium still has the calls between werift's peers.
    if (findBrowser("chromium").path === undefined) this.skip();
  });
  afterEach(async () => {
    await interceptor?.close();
    await browser?.close();
  });

  it("are read: text and binary, empty and long, on channels of every kind that both open at once", async () => {
    browser = await launched();
    await call();
    const kinds = {
      unordered: { ordered: false },
      unreliable: { ordered: false, maxRetransmits: 0 },
      negotiated: { negotiated: true, id: 1023 },
    };
    await Promise.all(
      Object.entries(kinds).flatMap(([label, options]) =>
        label === "negotiated"
          ? [alice.open(label, options), bob.open(label, options)]
          : [alice.open(`${label} a`, options), bob.open(`${label} b`, options)],
      ),
    );
    const labels = ["chat", "unordered a", "unordered b", "unreliable a", "unreliable b", "negotiated"];
    for (const label of labels) {
      await Promise.all([alice.channelOpen(label), bob.channelOpen(label)]);
      for (const [by, to] of [
        [alice, bob],
        [bob, alice],
      ] as const) {
        const before = (await to.heard(0)).length;
        await by.say(label, "hello");
        await by.say(label, "");
        await by.say(label, 0);
        // Where nothing is repeated, a lost fragment loses the message.
        const long = label.startsWith("unreliable") ? 1000 : 262_144;
        await by.say(label, long);
        const heard = (await to.heard(before + 4)).slice(before);
        expect([...heard].toSorted()).to.eql(
          [`${label}: `, `${label}: 0 bytes`, `${label}: ${long} bytes`, `${label}: hello`].toSorted(),
        );
      }
    }
    expect(interceptor.unread).to.eql([]);
    expect(interceptor.messagesRead).to.have.length(labels.length * 8);
    expect(new Set(interceptor.messagesRead.map(({ channel }) => channel))).to.eql(
      new Set([...labels.filter((label) => label !== "negotiated"), "stream 1023"]),
    );
    // Chromium names its addresses "….local" here. The legs ask nobody for them, and are found.
    expect(interceptor.candidatesRefused.join(" ")).to.contain(".local");
  });

  it("are read where they interleave their messages (I-DATA)", async () => {
    browser = await launched("--force-fieldtrials=WebRTC-DataChannelMessageInterleaving/Enabled/");
    await call();
    await alice.say("chat", "interleaved");
    await alice.say("chat", 200_000);
    await bob.say("chat", "");
    expect(await bob.heard(2)).to.eql(["chat: interleaved", "chat: 200000 bytes"]);
    expect(await alice.heard(1)).to.eql(["chat: "]);
    const read = interceptor.messagesRead.map(({ from, type, content }) => [from, type, content.length]);
    expect(read.toSorted((a, b) => Number(a[2]) - Number(b[2]))).to.eql([
      ["bob", "text", 0],
      ["alice", "text", 11],
      ["alice", "binary", 200_000],
    ]);
    expect(interceptor.unread).to.eql([]);
  });

  it("survive an ICE restart, with new credentials for both", async () => {
    browser = await launched();
    await call();
    const [ofAlice, ofBob] = [await alice.shownUfrag(), await bob.shownUfrag()];
    await bob.offer({ iceRestart: true });
    await bob.until(`call.ufrag() !== ${JSON.stringify(ofBob)} && call.state().includes("connected")`);
    expect(await alice.shownUfrag()).not.to.equal(ofAlice);
    await alice.say("chat", "after the restart");
    await bob.say("chat", "so it is");
    expect(await bob.heard(1)).to.eql(["chat: after the restart"]);
    expect(await alice.heard(1)).to.eql(["chat: so it is"]);
    expect(interceptor.messagesRead).to.have.length(2);
  });

  it("have their media dropped, and the interceptor says so", async () => {
    browser = await launched();
    await call();
    expect(interceptor.unread).to.eql([]);
    await alice.speak();
    await alice.offer();
    await until(
      () => interceptor.unread.some(({ from, reason }) => from === "alice" && reason === "media"),
      () => JSON.stringify(interceptor.unread),
    );
  });
});
