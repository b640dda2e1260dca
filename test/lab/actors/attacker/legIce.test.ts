import { createSocket } from "node:dgram";
import { once } from "node:events";
import { expect } from "chai";
import { Connection, classes, Message, methods, parseMessage } from "werift";
import { LegIce } from "../../../../lab/actors/attacker/legIce.ts";
import { ownAddresses } from "../../../../lab/actors/loopbackView.ts";

describe("the ICE agent of a leg", function () {
  this.timeout(20_000);
  const open: LegIce[] = [];
  const agent = async (...addresses: readonly string[]) => {
    const made = await LegIce.open(addresses);
    open.push(made);
    return made;
  };
  afterEach(() => Promise.all(open.splice(0).map((each) => each.close())));

  /** Both agents connect to each other; what arrives is kept as text. */
  const connect = async (a: LegIce, b: LegIce) => {
    for (const candidate of a.candidates()) b.addRemoteCandidate(candidate);
    for (const candidate of b.candidates()) a.addRemoteCandidate(candidate);
    await Promise.all([
      a.connect({ ...b.credentials, iceLite: false }, "controlling"),
      b.connect({ ...a.credentials, iceLite: false }, "controlled"),
    ]);
  };
  const nextAt = (agent: LegIce) =>
    new Promise<string>((resolve) => {
      agent.onDatagram = (datagram) => resolve(datagram.toString());
    });

  it("stands on each of its addresses, and offers them in that order", async () => {
    const addresses = ownAddresses().filter((address) => address !== "127.0.0.1");
    const { length } = addresses;
    const made = await agent("127.0.0.1", ...addresses);
    const offered = made.candidates().map((candidate) => candidate.split(" "));
    expect(offered.map((words) => words[4])).to.eql(["127.0.0.1", ...addresses]);
    const priorities = offered.map((words) => Number(words[3]));
    expect(priorities).to.eql(priorities.toSorted((a, b) => b - a));
    expect(new Set(made.ports).size).to.be.at.least(length > 0 ? 2 : 1);
  });

  it("connects over IPv6 where there is nothing else", async function () {
    if (!ownAddresses().includes("::1")) this.skip(); // reason: this machine has no IPv6
    const [a, b] = [await agent("127.0.0.1", "::1"), await agent("127.0.0.1", "::1")];
    for (const candidate of b.candidates().filter((each) => each.includes(" ::1 ")))
      expect(a.addRemoteCandidate(candidate)).to.equal(true);
    const connected = Promise.all([
      a.connect({ ...b.credentials, iceLite: false }, "controlling"),
      b.connect({ ...a.credentials, iceLite: false }, "controlled"),
    ]);
    await connected;
    const heard = nextAt(b);
    a.send(Buffer.from("over IPv6"));
    expect(await heard).to.equal("over IPv6");
  });

  it("uses a pair that works where its controlling peer takes it for nominated, and never said so", async () => {
    const { prototype } = Connection;
    const buildRequest = prototype["buildRequest"];
    prototype["buildRequest"] = function silent(this: Connection, options: object) {
      return Reflect.apply(buildRequest, this, [{ ...options, nominate: false }]);
    };
    try {
      const [a, b] = [await agent("127.0.0.1"), await agent("127.0.0.1")];
      await connect(a, b);
      const heard = nextAt(a);
      b.send(Buffer.from("all the same"));
      expect(await heard).to.equal("all the same");
    } finally {
      prototype["buildRequest"] = buildRequest;
    }
  });

  it("takes addresses of this machine by UDP, and nothing else", async () => {
    const made = await agent("127.0.0.1");
    const takes = (address: string, transport = "udp") =>
      made.addRemoteCandidate(`candidate:1 1 ${transport} 1 ${address} 9999 typ host`);
    for (const address of ["127.0.0.1", "127.8.9.10", ...ownAddresses()])
      expect(takes(address), address).to.equal(true);
    const elsewhere = [
      "192.0.2.1",
      "8.8.8.8",
      "fe80::1",
      "2001:db8::1",
      "0a1b.local",
      "localhost",
      "127.0.0.1.example",
    ];
    for (const address of elsewhere) expect(takes(address), address).to.equal(false);
    expect(takes("127.0.0.1", "tcp")).to.equal(false);
    expect(made.addRemoteCandidate("nonsense")).to.equal(false);
  });

  it("restarts with other credentials, and carries on while nobody has answered", async () => {
    const [a, b] = [await agent("127.0.0.1"), await agent("127.0.0.1")];
    await connect(a, b);
    const before = [a.credentials, a.candidates()];
    for (const each of [a, b]) each.restart();
    expect(a.credentials).not.to.eql(before[0]);
    const meanwhile = nextAt(b);
    a.send(Buffer.from("meanwhile"));
    expect(await meanwhile).to.equal("meanwhile");
    await connect(a, b);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const heard = nextAt(to);
      from.send(Buffer.from("afterwards"));
      expect(await heard).to.equal("afterwards");
    }
  });

  it("answers a check that comes before the description in the role that it will have", async () => {
    const made = await agent("127.0.0.1");
    made.expectRole("controlling");
    const peer = createSocket("udp4");
    const check = new Message(methods.BINDING, classes.REQUEST)
      .setAttribute("USERNAME", `${made.credentials.iceUfrag}:peer`)
      .setAttribute("PRIORITY", 1)
      // More than any tie-breaker of the leg's: in the wrong role it would refuse with 487.
      .setAttribute("ICE-CONTROLLED", 0xffff_ffff_ffff_ffffn)
      .addMessageIntegrity(Buffer.from(made.credentials.icePwd))
      .addFingerprint();
    peer.unref(); // a failure must not keep the process
    const answered = once(peer, "message");
    peer.send(check.bytes, made.ports[0] ?? 0, "127.0.0.1");
    const [answer] = await answered;
    expect(parseMessage(answer)?.messageClass).to.equal(classes.RESPONSE);
    peer.close();
  });

  it("hears only the network's ports where it is told them, and everybody otherwise", async () => {
    const [network, stranger] = [createSocket("udp4"), createSocket("udp4")];
    for (const socket of [network, stranger]) {
      socket.bind(0, "127.0.0.1");
      await once(socket, "listening");
    }
    const DTLS = String.fromCharCode(21);
    for (const heardFrom of [{ address: "127.0.0.1", ports: new Set([network.address().port]) }, undefined]) {
      const made = await LegIce.open(["127.0.0.1"], heardFrom);
      open.push(made);
      const heard = nextAt(made);
      const port = Number(made.candidates()[0]?.split(" ")[5]);
      await new Promise((resolve) => stranger.send(`${DTLS}a stranger`, port, "127.0.0.1", resolve));
      network.send(`${DTLS}the network`, port, "127.0.0.1");
      expect(await heard).to.equal(`${DTLS}${heardFrom ? "the network" : "a stranger"}`);
    }
    for (const socket of [network, stranger]) socket.close();
  });

  it("hears this machine on its own address too", async function () {
    const lan = ownAddresses().find((address) => /^\d/.test(address) && !address.startsWith("127."));
    if (lan === undefined) this.skip(); // reason: this machine has the loopback interface only
    const made = await agent("127.0.0.1", lan);
    const stranger = createSocket("udp4");
    stranger.bind(0, lan);
    await once(stranger, "listening");
    const heard = nextAt(made);
    const port = Number(made.candidates()[1]?.split(" ")[5]);
    stranger.send("from here", port, lan);
    expect(await heard).to.equal("from here");
    stranger.close();
  });
});
