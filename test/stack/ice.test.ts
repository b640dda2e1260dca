import { expect } from "chai";
import {
  type IceConnection,
  type RTCCertificate,
  RTCIceGatherer,
  type RTCPeerConnection,
  StunProtocol,
} from "werift";
import {
  forbidStun,
  isNearby,
  widenSocketBuffers,
  withoutDistantCandidates,
} from "../../lab/actors/guards/ice.ts";
import { namesAsked, withInterfaces } from "./machine.ts";
import { closeAll, meet, newCertificate, newConnection, outcome } from "./meeting.ts";

describe("the facts about werift's ICE that this lab rests on", () => {
  let mine: RTCCertificate;

  before(async () => {
    mine = await newCertificate();
  });

  afterEach(closeAll);

  it("asks a public STUN server even with an empty list, unless our guard forbids it", async () => {
    const gather = (guard: (connection: IceConnection) => void) => async () => {
      const connection = newConnection(mine);
      connection.createDataChannel("chat");
      const offer = await connection.createOffer();
      for (const ice of connection.iceTransports) guard(ice.connection);
      await connection.setLocalDescription(offer);
      expect(localCandidates(connection)).to.have.length.above(0);
    };
    expect(await namesAsked(gather(() => undefined))).to.eql(["stun.l.google.com"]);
    expect(await namesAsked(gather(forbidStun))).to.eql([]);
  });

  it("takes the LAN's address where 127.0.0.1 was asked for, unless loopback.ts hides it", async () => {
    const gather = async () => {
      const gatherer = new RTCIceGatherer({ useIpv6: false, interfaceAddresses: { udp4: "127.0.0.1" } });
      forbidStun(gatherer.connection);
      await gatherer.gather();
      const addresses = gatherer.localCandidates.map(({ ip }) => ip);
      await gatherer.connection.close();
      return addresses;
    };
    const entry = { netmask: "255.0.0.0", family: "IPv4", mac: "00:00:00:00:00:00", cidr: null } as const;
    const machine = {
      lo: [{ ...entry, address: "127.0.0.1", internal: true }],
      eth0: [{ ...entry, address: "192.0.2.1", internal: false }],
    };
    expect(await gather()).to.eql(["127.0.0.1"]);
    expect(await withInterfaces(machine, gather)).to.eql(["192.0.2.1"]);
  });

  it("takes a candidate anywhere, unless our guard takes the distant ones out of the description", async () => {
    const taken = async (guard: (sdp: string) => string) => {
      const callee = newConnection(mine);
      await callee.setRemoteDescription({ type: "offer", sdp: guard(await offerWithCandidates()) });
      return callee.iceTransports.flatMap(({ connection }) =>
        connection.remoteCandidates.map(({ host }) => host),
      );
    };
    expect(await taken((sdp) => sdp)).to.eql(["127.0.0.1", "192.0.2.1"]);
    expect(await taken(withoutDistantCandidates)).to.eql(["127.0.0.1"]);
  });

  it("would be asked by mDNS for a name: our guard takes an address only", () => {
    const hosts = [
      "127.0.0.1",
      "127.9.9.9",
      "192.0.2.1",
      "1270.0.0.1",
      "somewhere.local",
      "localhost",
      "::1",
    ];
    const taken = hosts.filter((host) => isNearby(`candidate:1 1 udp 1 ${host} 9 typ host`));
    expect(taken).to.eql(["127.0.0.1", "127.9.9.9"]);
    expect(isNearby("candidate:127.0.0.1")).to.equal(false);
  });

  it("has sockets with the kernel's usual buffers, unless our guard widens them", async () => {
    const { caller, callee } = await meet({});
    await Promise.all([outcome(caller), outcome(callee)]);
    widenSocketBuffers(caller.transport.iceTransport.connection);
    const [widened, usual] = [caller, callee].map(({ transport }) => {
      const protocol = transport.iceTransport.connection.nominated?.protocol;
      return protocol instanceof StunProtocol ? protocol.transport.socket.getRecvBufferSize() : 0;
    });
    expect(usual).to.be.above(0);
    // How much larger is the kernel's decision.
    expect(widened).to.be.above(usual ?? 0);
  });
});

const localCandidates = ({ iceTransports }: RTCPeerConnection) =>
  iceTransports.flatMap((ice) => ice.localCandidates);

/** Nothing is sent there: a connection that only knows a description gathers nothing yet. */
async function offerWithCandidates(): Promise<string> {
  const caller = newConnection();
  caller.createDataChannel("chat");
  const { sdp } = await caller.createOffer();
  const lines = ["127.0.0.1", "192.0.2.1"].map((host) => `a=candidate:1 1 udp 1 ${host} 9 typ host\r\n`);
  return sdp + lines.join("");
}
