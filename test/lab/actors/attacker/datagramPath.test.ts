import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { expect } from "chai";
import { Candidate, CandidatePair, Connection, StunProtocol } from "werift";
import { hearDirectly, sendDirectly } from "../../../../lab/actors/attacker/datagramPath.ts";
import { bindingIndication } from "../../../../src/stun/indication.ts";

describe("the way of DTLS datagrams past werift's ICE agent", () => {
  let peer: Socket;
  let protocol: StunProtocol;
  const connection = new Connection(true);

  beforeEach(async () => {
    peer = createSocket("udp4").bind(0, "127.0.0.1");
    await once(peer, "listening");
    protocol = new StunProtocol();
    await protocol.connectionMade(true, undefined, { udp4: "127.0.0.1" });
  });

  afterEach(async () => {
    peer.close();
    await protocol.transport.close();
    delete connection.nominated;
  });

  it("takes DTLS, and leaves STUN and media to werift", () => {
    const heard: number[] = [];
    const left: number[] = [];
    protocol.transport.onData = (datagram) => left.push(datagram.length);
    hearDirectly(protocol.transport, (datagram) => heard.push(datagram.length));
    const from: [string, number] = ["127.0.0.1", 9];
    for (const datagram of [
      Buffer.from([22, 254, 253]),
      Buffer.from(bindingIndication("")),
      Buffer.from([128]),
    ])
      protocol.transport.onData(datagram, from);
    expect(heard).to.deep.equal([3]);
    expect(left).to.have.length(2);
  });

  it("sends in the order given", async () => {
    const arrived: number[] = [];
    const all = new Promise<void>((resolve) =>
      peer.on("message", ([first = -1]) => arrived.push(first) === 20 && resolve()),
    );
    for (let index = 0; index < 20; index += 1) sendDirectly(connection, pairTo(peer), Buffer.from([index]));
    await all;
    expect(arrived).to.deep.equal(Array.from({ length: 20 }, (_, index) => index));
  });

  it("sends nothing on a nominated pair whose peer's consent is not fresh, nor on a closed socket", async () => {
    const arrived: number[] = [];
    peer.on("message", ([first = -1]) => arrived.push(first));
    const stale = pairTo(peer);
    connection.nominated = stale;
    sendDirectly(connection, stale, Buffer.from([1]));
    sendDirectly(connection, pairTo(peer), Buffer.from([2]));
    await once(peer, "message");
    sendDirectly(connection, pairTo(peer), Buffer.from([3]));
    await protocol.transport.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(arrived).to.deep.equal([2]);
  });

  function pairTo(socket: Socket): CandidatePair {
    const { port } = socket.address();
    return new CandidatePair(protocol, new Candidate("1", 1, "udp", 1, "127.0.0.1", port, "host"), true);
  }
});
