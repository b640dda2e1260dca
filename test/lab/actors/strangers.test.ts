import { once } from "node:events";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { WebSocket } from "ws";
import { SignallingServer } from "../../../lab/actors/server/signallingServer.ts";
import { SignallingPeer } from "./signallingPeer.ts";

const SEATS = { alice: "secret-of-alice-0001", bob: "secret-of-bob-000002" };
const ROOM = "call-1-0011223344556677";

describe("a stranger at the signalling server", () => {
  let server: SignallingServer;
  let url = "";
  let refusals: string[] = [];
  let peers: SignallingPeer[] = [];

  beforeEach(async () => {
    refusals = [];
    peers = [];
    server = new SignallingServer(
      {
        received: () => undefined,
        sent: () => undefined,
        refused: (from, code) => refusals.push(`${from}: ${code}`),
      },
      { allowedOrigins: ["http://localhost:8080"] },
    );
    url = await server.listen();
    await server.openRoom(ROOM, { seats: SEATS });
    await server.openRoom("open");
  });
  afterEach(() => server.close());

  const connect = async () => {
    const peer = await SignallingPeer.connect(url);
    peers.push(peer);
    return peer;
  };
  const twoPeersTalk = async () => {
    const [alice, bob] = [await connect(), await connect()];
    for (const [peer, name] of [[alice, "alice"] as const, [bob, "bob"] as const]) {
      peer.say({ type: "join", room: ROOM, name, seat: SEATS[name] });
      await peer.hear("joined");
    }
    alice.say({ type: "offer", sdp: "v=0" });
    expect(await bob.hear("offer")).to.deep.equal({ type: "offer", sdp: "v=0" });
  };

  it("who knows the room but not the seat's secret takes no seat, and is told the same as in a room that is not there", async () => {
    const stranger = await connect();
    const tries = [
      { room: ROOM, name: "alice" },
      { room: ROOM, name: "alice", seat: "" },
      { room: ROOM, name: "alice", seat: SEATS.bob },
      { room: "nowhere", name: "alice" },
    ];
    const answers = [];
    for (const join of tries) {
      stranger.say({ type: "join", ...join });
      answers.push(await stranger.hear("error"));
    }
    expect(answers.map(({ code }) => code)).to.deep.equal(tries.map(() => "no-room"));
    expect(new Set(answers.map(({ message }) => message)).size).to.equal(1);
    await twoPeersTalk();
  });

  for (const [what, headers, status] of [
    ["a web page", { origin: "https://evil.example" }, 403],
    ["a page without an origin of its own, as from a file", { origin: "null" }, 403],
    ["a page whose name was made to resolve to this machine", { host: "evil.example:80" }, 403],
    ["a page of an origin that the user allowed", { origin: "http://localhost:8080" }, 101],
    ["a program of this machine", {}, 101],
  ] as const) {
    it(`${what} is ${status === 101 ? "admitted" : "refused before it can send a signal"}`, async () => {
      const socket = new WebSocket(url, { headers });
      socket.on("error", () => undefined);
      const opened = once(socket, "open").then(() => 101);
      const refused = once(socket, "unexpected-response").then(
        ([, response]: { statusCode?: number }[]) => response?.statusCode,
      );
      expect(await Promise.race([opened, refused])).to.equal(status);
      expect(refusals).to.deep.equal(status === 101 ? [] : ["stranger: not-admitted"]);
      socket.terminate();
    });
  }

  it("learns nothing of the rooms over HTTP, and nothing at all under another name of this machine", async () => {
    const get = async (host: string) => {
      const { port } = new URL(url);
      const sent = request({ host: "127.0.0.1", port, headers: { host } }).end();
      const [response] = await once(sent, "response");
      let body = "";
      for await (const chunk of response) body += String(chunk);
      return { status: response.statusCode, body };
    };
    const here = await get(new URL(url).host);
    expect(here).to.deep.equal({ status: 200, body: '{"service":"signalling"}' });
    expect((await get("evil.example")).status).to.equal(403);
  });

  it("finds no place when 64 connections are open, and one when one of them has ended", async () => {
    for (let count = 0; count < 64; count += 1) await connect();
    expect(await SignallingPeer.connect(url).catch(String)).to.contain("503");
    expect(refusals).to.deep.equal(["stranger: too-many-connections"]);
    await peers[0]?.leave();
    await connect();
  });

  it("who sends 501 signals in one second loses the connection, and nobody else does", async () => {
    const stranger = await connect();
    const closed = once(stranger.socket, "close");
    // As many as fit into one second twice, whenever the second began.
    for (let count = 0; count < 1002; count += 1) stranger.say({ type: "join", room: "open", name: "alice" });
    expect((await closed)[0]).to.equal(1008);
    expect(refusals.at(-1)).to.match(/too-many/);
    await twoPeersTalk();
  });

  it("who is refused 100 times loses the connection", async () => {
    const stranger = await connect();
    const closed = once(stranger.socket, "close");
    for (let count = 0; count < 100; count += 1) stranger.say("no signal");
    expect((await closed)[0]).to.equal(1008);
    expect(refusals).to.have.length(101);
    expect(refusals.at(-1)).to.equal("stranger: too-many-errors");
  });

  it("who does not read what it is sent loses the connection before it fills the server's memory", async () => {
    const [sender, reader] = [await connect(), await connect()];
    sender.say({ type: "join", room: "open", name: "alice" });
    reader.say({ type: "join", room: "open", name: "bob" });
    await Promise.all([sender.hear("joined"), reader.hear("joined")]);
    sender.say({ type: "offer", sdp: "v=0" });
    await reader.hear("offer");
    reader.socket.pause();
    const candidate = JSON.stringify({ type: "candidate", candidate: "x".repeat(60_000) });
    const left = sender.hear("peer-left");
    for (let count = 0; count < 1200 && !refusals.includes("bob: unread"); count += 1) {
      sender.say(candidate);
      if (count % 50 === 49) await sleep(150);
    }
    await left;
    expect(refusals).to.include("bob: unread");
    await twoPeersTalk();
  });
});
