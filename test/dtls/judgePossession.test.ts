import { expect } from "chai";
import fc from "fast-check";
import { type AssociationDatagram, readAssociation } from "../../src/dtls/handshake/association.ts";
import { judgePossession } from "../../src/dtls/judge/judgePossession.ts";
import { handshakeMessage, handshakeType } from "../../src/dtls/wire/handshake.ts";
import { serialiseRecord } from "../../src/dtls/wire/record.ts";
import { openssl, opensslAes256, present, recordings, seenValue, werift } from "./fixture.ts";

/** The recording of werift with another list of certificates in one side's Certificate message. */
function withCertificates(
  side: "client" | "server",
  certificates: readonly Uint8Array[],
): AssociationDatagram[] {
  const { association, datagrams } = werift;
  const shown = side === "client" ? association.clientCertificates : association.serverCertificates;
  const { message, packets } = present(shown);
  const vector = (bytes: Uint8Array): Buffer => {
    const length = Buffer.alloc(3);
    length.writeUIntBE(bytes.length, 0, 3);
    return Buffer.concat([length, bytes]);
  };
  const body = vector(Buffer.concat(certificates.map(vector)));
  const { bytes } = handshakeMessage(handshakeType.certificate, message.messageSeq, body, []);
  const version = { major: 254, minor: 253 };
  const record = { contentType: "handshake", version, epoch: 0, sequence: 3, fragment: bytes } as const;
  return datagrams.map((one) =>
    one.packet === packets[0] ? { ...one, bytes: serialiseRecord(record) } : one,
  );
}

describe("possession, judged from a capture", () => {
  it("is proven for both sides of every real handshake, with the packets it rests on", () => {
    for (const { association } of recordings) {
      const { client, server } = judgePossession(association);
      expect([client.proof, server.proof]).to.deep.equal([{ kind: "proven" }, { kind: "proven" }]);
    }
    const { client, server } = judgePossession(openssl.association);
    expect(client.packets).to.deep.equal([3, 4, 5, 6, 7, 8]);
    expect(server.packets).to.deep.equal([3, 4, 5]);
  });

  it("is refuted for a server that shows somebody else's certificate", () => {
    const stolen = seenValue(openssl.association.serverCertificates);
    const { client, server } = judgePossession(readAssociation(withCertificates("server", stolen)));
    expect(server.proof).to.include({ kind: "refuted", code: "bad-signature" });
    // The client signed a handshake with the other certificate in it.
    expect(client.proof).to.include({ kind: "refuted", code: "bad-signature" });
  });

  it("is refuted for a client that shows somebody else's certificate", () => {
    const stolen = seenValue(openssl.association.clientCertificates);
    const { client, server } = judgePossession(readAssociation(withCertificates("client", stolen)));
    expect(client.proof).to.include({ kind: "refuted", code: "bad-signature" });
    expect(server.proof).to.deep.equal({ kind: "proven" });
  });

  it("is refuted with another code if the certificate's key has another type", () => {
    const stolen = seenValue(opensslAes256.association.serverCertificates);
    const { server } = judgePossession(readAssociation(withCertificates("server", stolen)));
    expect(server.proof).to.include({ kind: "refuted", code: "key-scheme-mismatch" });
  });

  it("is none, with the reason, if no proof was seen", () => {
    const upTo = (packet: number) => judgePossession(readAssociation(werift.datagrams.slice(0, packet)));
    const without = (...packets: number[]) =>
      judgePossession(readAssociation(werift.datagrams.filter(({ packet }) => !packets.includes(packet))));
    const none = (reason: string) => ({ kind: "none", reason });
    expect(upTo(3).server.proof).to.deep.equal(none("no-hellos"));
    expect(upTo(4).server.proof).to.deep.equal(none("no-certificate"));
    expect(upTo(5).server.proof).to.deep.equal(none("no-server-key-exchange"));
    expect(upTo(8).client.proof).to.deep.equal(none("no-certificate"));
    expect(upTo(10).client.proof).to.deep.equal(none("no-certificate-verify"));
    expect(without(7).client.proof).to.deep.equal(none("transcript-incomplete"));
    const anonymous = judgePossession(readAssociation(withCertificates("client", [])));
    expect(anonymous.client.proof).to.deep.equal(none("no-certificate"));
  });

  it("is never refuted because packets are missing from the capture", () => {
    for (const { datagrams } of recordings) {
      fc.assert(
        fc.property(fc.subarray([...datagrams]), (kept) => {
          const { client, server } = judgePossession(readAssociation(kept));
          expect([client.proof.kind, server.proof.kind]).not.to.include("refuted");
        }),
        { numRuns: 40 },
      );
    }
  });
});
