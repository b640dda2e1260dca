import { once } from "node:events";
import { request } from "node:http";
import { expect } from "chai";
import { openRewritingProxy, type RewritingProxy, type RewritingProxySettings } from "webrtc-mitm-lab";
import { WebSocket } from "ws";
import { seeLoopbackOnly } from "../../../lab/actors/loopbackView.ts";
import { openRelay, type Relay } from "./relay.ts";
import { until, WeriftPeer } from "./weriftPeer.ts";

describe("the proxy in front of an app's signalling server", () => {
  let relay: Relay;
  let proxy: RewritingProxy;
  let peers: WeriftPeer[] = [];
  let sockets: WebSocket[] = [];
  let seeAll: () => void;
  /** The app hides its signals, as well as this test needs it. */
  let sealed = false;

  const open = async (settings: Partial<RewritingProxySettings> = {}) => {
    relay = await openRelay();
    proxy = await openRewritingProxy({ target: relay.url, ...settings });
  };
  const connect = async (path = "/", options: object = {}) => {
    const socket = new WebSocket(proxy.url + path, ["v1", "v2"], options);
    sockets.push(socket);
    await once(socket, "open");
    return socket;
  };
  /** An app with frames of its own kind around the signals. */
  const openPeer = async () => {
    const socket = await connect();
    const peer: WeriftPeer = new WeriftPeer((signal) => {
      const text = JSON.stringify({ signal });
      socket.send(JSON.stringify({ app: [sealed ? seal(text) : { signal }] }));
    });
    socket.on("message", (data) => {
      const { app: [content] = [] } = JSON.parse(String(data));
      if (content) peer.hear((sealed ? JSON.parse(unsealed(content)) : content).signal);
    });
    peers.push(peer);
    return peer;
  };
  const call = async () => {
    const [caller, callee] = [await openPeer(), await openPeer()];
    caller.open("chat");
    await caller.offer();
    (await caller.channelOpen("chat")).send("hello");
    (await callee.channelOpen("chat")).send("hello yourself");
    expect(await callee.heardAtLeast(1)).to.eql(["chat: hello"]);
    expect(await caller.heardAtLeast(1)).to.eql(["chat: hello yourself"]);
  };

  beforeEach(() => {
    seeAll = seeLoopbackOnly();
  });
  afterEach(async () => {
    for (const socket of sockets) socket.terminate();
    await Promise.all(peers.map((peer) => peer.close()));
    await proxy?.close();
    await relay?.close();
    [peers, sockets, sealed] = [[], [], false];
    seeAll();
  });

  it("reads all messages of a call where it attacks", async () => {
    await open({ attack: "substitute-fingerprint" });
    await call();
    expect(proxy.messagesRead.map(({ from, content }) => [from, content])).to.eql([
      ["alice", "hello"],
      ["bob", "hello yourself"],
    ]);
    expect(proxy.passed.descriptions).to.equal(2);
  });

  it("reads none where it does not, although it sees the same signals", async () => {
    await open();
    await call();
    expect(proxy.messagesRead).to.eql([]);
    expect(proxy.passed.descriptions).to.equal(2);
    expect(proxy.passed.candidates).to.be.greaterThan(1);
  });

  it("takes the first two that signal for the call's peers, and forwards a third one's signals as they came", async () => {
    await open({ attack: "substitute-fingerprint" });
    const silent = await connect();
    await call();
    const offer = JSON.stringify({ other: { type: "offer", sdp: "v=0\r\na=setup:actpass\r\n" } });
    silent.send(offer);
    await until(
      () => relay.got.includes(offer),
      () => "the third one's offer did not arrive as it came",
    );
    expect(proxy.messagesRead).to.have.length(2);
    expect(proxy.passed.descriptions).to.equal(3);
  });

  it("opens what an app sealed where it has the key, and then nothing else is different", async () => {
    sealed = true;
    const unseal = (text: string) => (text.startsWith(SEAL) ? { text: unsealed(text), seal } : undefined);
    await open({ attack: "substitute-fingerprint", unseal });
    await call();
    expect(proxy.messagesRead).to.have.length(2);
  });

  it("finds nothing in what an app sealed where it has no key", async () => {
    sealed = true;
    await open({ attack: "substitute-fingerprint" });
    await call();
    expect(proxy.messagesRead).to.eql([]);
    expect(proxy.passed).to.include({ descriptions: 0, candidates: 0 });
    expect(proxy.passed.frames).to.be.greaterThan(3);
  });

  it("forwards what holds no signal byte for byte: path, subprotocol, text, binary, the end", async () => {
    await open({ attack: "substitute-fingerprint" });
    const [one, other] = [await connect("/room?id=7"), await connect()];
    expect(one.protocol).to.equal("v2");
    const heard = once(other, "message");
    one.send('{ "n": 1.0 }');
    expect(String((await heard)[0])).to.equal('{ "n": 1.0 }');
    const echoed = once(one, "message");
    one.send(Buffer.from([0, 255]));
    expect(await echoed).to.eql([Buffer.from([0, 255]), true]);
    const ended = once(one, "close");
    await relay.close();
    await ended;
  });

  it("forwards HTTP requests to the target, and to nobody else whatever they name", async () => {
    await open();
    const response = await fetch(`${proxy.url.replace("ws", "http")}/peerjs/id?ts=1`);
    expect(await response.text()).to.equal("GET /peerjs/id?ts=1");
    expect(await textOf(proxy.url, "//192.0.2.1/x")).to.equal("GET //192.0.2.1/x");
    expect(await textOf(proxy.url, "http://192.0.2.1/x")).to.equal("GET /");
  });

  it("does not admit a web page that it was not told of, nor another name of this machine", async () => {
    await open({ allowedOrigins: ["http://127.0.0.1:1"] });
    await connect("/", { origin: "http://127.0.0.1:1" });
    for (const options of [{ origin: "http://evil.example" }, { headers: { host: "evil.example" } }])
      expect(await connect("/", options).catch(String)).to.contain("403");
  });

  it("refuses what it would have to forward to another machine", async () => {
    for (const target of ["ws://192.0.2.1:80", "wss://signal.example", "http://127.0.0.1", "", "ws:"])
      expect(await openRewritingProxy({ target }).catch(String), target).to.contain("on this machine");
  });

  it("says so where the target is not there", async () => {
    await open();
    await relay.close();
    expect(await connect().catch(String)).to.contain("502");
    expect((await fetch(proxy.url.replace("ws", "http"))).status).to.equal(502);
    relay = await openRelay();
  });
});

const SEAL = "sealed ";
const seal = (text: string) => SEAL + Buffer.from(text).toString("base64");
const unsealed = (text: string) => Buffer.from(text.slice(SEAL.length), "base64").toString();

/** As no browser asks: with another target in the request line. */
async function textOf(url: string, path: string): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const asked = request({ hostname, port, path, headers: { host } }).end();
  const [response] = await once(asked, "response");
  return (await response.setEncoding("utf8").toArray()).join("");
}
