import { Socket } from "node:dgram";
import { expect } from "chai";
import { Leg, type LegRoles } from "../../../../lab/actors/attacker/leg.ts";
import { makeLocalCertificate } from "../../../../lab/actors/localCertificate.ts";
import { handshakeType } from "../../../../src/dtls/wire/handshake.ts";

describe("a leg", function () {
  this.timeout(20_000);
  const { send } = Socket.prototype;
  const open: Leg[] = [];
  afterEach(async () => {
    Socket.prototype.send = send;
    await Promise.all(open.splice(0).map((leg) => leg.close()));
  });

  it("hears a hello that came before the answer, and needs no repetition of it", async () => {
    const [leg, peer] = await Promise.all([legOf("alice-leg"), legOf("bob-leg")]);
    const firstHello = onlyOneHello();
    for (const candidate of peer.candidates) leg.addRemoteCandidate(candidate);
    for (const candidate of leg.candidates) peer.addRemoteCandidate(candidate);
    leg.expectIceRole("controlled");
    // The peer has all; of this leg nobody has asked anything yet. It nominates, as libdatachannel may.
    const connected = peer.connect(remoteOf(leg), { ice: "controlling", dtls: "client" });
    await firstHello;
    const roles: LegRoles = { ice: "controlled", dtls: "server" };
    await Promise.all([leg.connect(remoteOf(peer), roles), connected]);
    const arrived = new Promise<Uint8Array>((resolve) => {
      leg.onPacket = resolve;
    });
    peer.send(Buffer.from("a packet"));
    expect(Buffer.from(await arrived).toString()).to.equal("a packet");
  });

  async function legOf(owner: "alice-leg" | "bob-leg"): Promise<Leg> {
    const report = () => undefined;
    const localCertificate = makeLocalCertificate(owner, report);
    const leg = await Leg.open({ owner, localCertificate, addresses: ["127.0.0.1"], report });
    open.push(leg);
    return leg;
  }
});

function remoteOf({ parameters: { iceUfrag, icePwd } }: Leg) {
  return { iceUfrag, icePwd, iceLite: false };
}

/** Resolves when the first ClientHello is sent. Every further one is lost until its cookie is in it. */
function onlyOneHello(): Promise<void> {
  const { send } = Socket.prototype;
  return new Promise((resolve) => {
    let lengthOfFirst: number | undefined;
    Socket.prototype.send = function sent(this: Socket, ...words: unknown[]): void {
      const [datagram] = words;
      if (datagram instanceof Uint8Array && isClientHello(datagram)) {
        if (datagram.length === lengthOfFirst) return;
        lengthOfFirst ??= datagram.length;
        resolve();
      }
      Reflect.apply(send, this, words);
    };
  });
}

/** A handshake record with a hello in it. One with a cookie is longer. */
function isClientHello(datagram: Uint8Array): boolean {
  return datagram[0] === 22 && datagram[13] === handshakeType.clientHello;
}
