import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { expect } from "chai";
import * as v from "valibot";
import {
  fingerprintsOf,
  formatFingerprint,
  HarnessError,
  type JudgedReport,
  openInterceptor,
  type RunningServer,
  reportSchema,
  runScenario,
  startSignallingServer,
} from "webrtc-mitm-lab";
import { WebSocket } from "ws";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const sdp = (setup: "actpass" | "active", candidate = "") =>
  [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
    "c=IN IP4 0.0.0.0",
    "a=ice-ufrag:abcd",
    "a=ice-pwd:abcdefghijklmnopqrstuv",
    `a=fingerprint:sha-256 ${Array(32).fill("AB").join(":")}`,
    `a=setup:${setup}`,
    "a=sctp-port:5000",
    ...(candidate === "" ? [] : [`a=${candidate}`]),
    "",
  ].join("\r\n");
const candidateAt = (address: string) => `candidate:1 1 udp 2130706431 ${address} 40000 typ host`;

describe("runScenario", function () {
  this.timeout(60_000);

  it("returns the report as its type and schema have it, and keeps nothing where no directory is given", async () => {
    const { TMPDIR } = process.env;
    const directory = temporaryDirectory();
    process.env.TMPDIR = directory;
    try {
      const report: JudgedReport = await runScenario("honest", { instruments: "none" });
      expect(v.parse(reportSchema, report)).to.eql(report);
      expect(report.scenario).to.equal("honest");
      expect(report.result).to.equal("as-expected");
      expect(report.evidence.disclosed.value).to.equal("no");
      expect(readdirSync(directory)).to.eql([]);
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    }
  });

  it("ends early when it is told to, and leaves nothing behind", async () => {
    const out = temporaryDirectory();
    const stop = new AbortController();
    const run = runScenario("honest", { out, signal: stop.signal, onEvent: () => stop.abort() });
    expect(await failure(run))
      .to.be.instanceOf(HarnessError)
      .and.include({ code: "interrupted" });
    expect(await failure(runScenario("honest", { out, signal: stop.signal }))).to.be.instanceOf(HarnessError);
    expect(readdirSync(out)).to.eql([]);
  });

  it("does not run what it does not know", async () => {
    expect(await failure(runScenario("no-such-thing"))).to.be.instanceOf(RangeError);
  });
});

describe("startSignallingServer", () => {
  let server: RunningServer;
  afterEach(() => server.close());

  it("forwards every byte as it came, where it is honest", async () => {
    server = await startSignallingServer();
    await server.openRoom("here");
    const { alice, bob } = await bothJoin(server.url, "here");
    // Space, order, escapes and fields that no server would write so.
    const raw = `{ "note":"\\u00e9",  "sdp":${JSON.stringify(sdp("actpass"))} ,"type":"offer"}`;
    alice.send(raw);
    expect(await bob.next()).to.equal(raw);
    expect(server.signals).to.eql([
      { kind: "received", peer: "alice", raw },
      { kind: "sent", peer: "bob", raw },
    ]);
  });

  it("has rooms of their own end: nobody joins one that is closed, and the others go on", async () => {
    server = await startSignallingServer({ attack: "substitute-fingerprint" });
    const [first, second] = [await server.openRoom("first"), await server.openRoom("second")];
    await first.close();
    await first.close();
    await bothJoin(server.url, "second");
    const stranger = new WebSocket(server.url);
    await once(stranger, "open");
    stranger.send(JSON.stringify({ type: "join", room: "first", name: "alice" }));
    const [refusal] = await once(stranger, "message");
    expect(JSON.parse(String(refusal))).to.include({ type: "error", code: "no-room" });
    expect([first.unread, second.unread, second.messagesRead]).to.eql([[], [], []]);
  });

  it("puts its own fingerprint into the offer, where it attacks", async () => {
    server = await startSignallingServer({ attack: "substitute-fingerprint" });
    await server.openRoom("here");
    const { alice, bob } = await bothJoin(server.url, "here");
    alice.send(JSON.stringify({ type: "offer", sdp: sdp("actpass") }));
    const offer = v.parse(v.object({ sdp: v.string() }), JSON.parse(await bob.next()));
    expect(fingerprintsOf(offer.sdp)).to.have.lengthOf(1);
    expect(fingerprintsOf(offer.sdp)).not.to.eql(fingerprintsOf(sdp("actpass")));
    expect(v.parse(v.object({ candidate: v.string() }), JSON.parse(await bob.next())).candidate).to.match(
      / 127\.0\.0\.1 \d+ typ host/,
    );
  });
});

describe("openInterceptor", () => {
  it("shows each peer a fingerprint of its own in place of the other's", async () => {
    const told: string[] = [];
    const interceptor = await openInterceptor({
      tell: (to, signal) => told.push(`${to} ${signal.type} ${"sdp" in signal ? signal.sdp : ""}`),
    });
    interceptor.pass("bob", { type: "offer", sdp: sdp("actpass") });
    interceptor.pass("alice", { type: "answer", sdp: sdp("active") });
    await interceptor.close();
    const { alice, bob } = interceptor.fingerprints;
    expect(alice).not.to.eql(bob);
    expect(told.find((line) => line.startsWith("alice offer"))).to.contain(formatFingerprint(alice));
    expect(told.find((line) => line.startsWith("bob answer"))).to.contain(formatFingerprint(bob));
  });

  it("does not go beyond the loopback interface, whatever the peers say", async () => {
    const interceptor = await openInterceptor({ tell: () => undefined });
    const addresses = Object.values(networkInterfaces()).flatMap((found) =>
      found?.map(({ address }) => address),
    );
    expect(addresses, "what this process sees now").to.eql(["127.0.0.1"]);
    const [outside, inside] = [candidateAt("192.0.2.1"), candidateAt("127.0.0.1")];
    interceptor.pass("alice", { type: "offer", sdp: sdp("actpass", outside) });
    for (const candidate of [
      inside,
      outside,
      "candidate:1 1 udp 1 printer.local 9 typ host",
      "nonsense",
      "",
    ]) {
      interceptor.pass("alice", { type: "candidate", candidate });
    }
    interceptor.pass("bob", { type: "answer", sdp: sdp("active", inside) });
    await interceptor.close();
    expect(interceptor.candidatesRefused).to.eql([
      outside, // in the offer
      outside,
      "candidate:1 1 udp 1 printer.local 9 typ host",
      "nonsense",
    ]);
  });

  it("does not open for an attack that is not at the signalling", async () => {
    // @ts-expect-error: the types say so already
    const opening = openInterceptor({ attack: "divert-on-path", tell: () => undefined });
    expect(await failure(opening)).to.be.instanceOf(RangeError);
  });

  it("does not open for an attack with keys that only a signalling server can have handed out", async () => {
    const opening = openInterceptor({ attack: "use-handed-keys", tell: () => undefined });
    expect(String(await failure(opening))).to.match(/^RangeError: .*"use-handed-keys" needs keys/);
  });

  it("leaves the process free to end, and sends nothing to whoever started it", async () => {
    const script = `
      import { openInterceptor, startSignallingServer } from "webrtc-mitm-lab";
      const server = await startSignallingServer({ attack: "tamper" });
      await server.openRoom("here");
      const interceptor = await openInterceptor({ tell: () => undefined });
      interceptor.pass("alice", { type: "offer", sdp: ${JSON.stringify(sdp("actpass"))} });
      interceptor.pass("bob", { type: "answer", sdp: ${JSON.stringify(sdp("active"))} });
      interceptor.pass("bob", { type: "candidate", candidate: ${JSON.stringify(candidateAt("127.0.0.1"))} });
      // Node forgets a closed socket in the next turn of its loop.
      const sockets = async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return process.getActiveResourcesInfo().filter((name) => /UDP|TCP/i.test(name)).length;
      };
      const more = await Promise.all([1, 2, 3].map(() => openInterceptor()));
      const open = await sockets();
      await more[0].close();
      if (!((await sockets()) < open)) throw new Error("closing one of many closed no socket");
      await Promise.all([interceptor.close(), server.close(), ...more.map((one) => one.close())]);
      const left = await sockets();
      if (left !== 0) throw new Error(left + " sockets are left");`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      timeout: 15_000,
    });
    const messages: unknown[] = [];
    child.on("message", (message) => messages.push(message));
    const [code] = await once(child, "exit");
    expect(code).to.equal(0);
    expect(messages).to.eql([]);
  });
});

/** What a promise is rejected with. */
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

interface Client {
  send(raw: string): void;
  /** The next frame from the server. */
  next(): Promise<string>;
}

/** Both peers' WebSockets, after the server has let both in and said so. */
async function bothJoin(url: string, room: string): Promise<{ alice: Client; bob: Client }> {
  const alice = await join(url, room, "alice");
  const bob = await join(url, room, "bob");
  expect(JSON.parse(await alice.next())).to.eql({ type: "peer-joined" });
  return { alice, bob };
}

async function join(url: string, room: string, name: string): Promise<Client> {
  const socket = new WebSocket(url);
  const frames: string[] = [];
  socket.on("message", (data) => {
    frames.push(String(data));
    socket.emit("frame");
  });
  await once(socket, "open");
  const client: Client = {
    send: (raw) => socket.send(raw),
    async next() {
      if (frames.length === 0) await once(socket, "frame");
      return frames.shift() ?? "";
    },
  };
  client.send(JSON.stringify({ type: "join", room, name }));
  expect(JSON.parse(await client.next())).to.include({ type: "joined" });
  return client;
}
