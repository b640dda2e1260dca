import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { openWithRsaKey, type StolenRecording } from "../../src/tls/openWithRsaKey.ts";
import { flipped } from "../dtls/fixture.ts";
import { hostileBytes } from "../dtls/hostile.ts";
import { ecdhe, keyTransport, keyTransportRfc5246 } from "./fixture.ts";

/** The code of the failure, or "opened". */
function outcome(recording: StolenRecording): string {
  const result = openWithRsaKey(recording);
  return result.kind === "failed" ? result.code : result.kind;
}

describe("opening a TLS recording with a stolen RSA key", () => {
  for (const fixture of [keyTransport, keyTransportRfc5246]) {
    it(`shows what the client said: ${fixture.source}`, () => {
      const result = openWithRsaKey(fixture);
      if (result.kind === "failed") throw new Error(result.message);
      expect(Buffer.from(result.clientSaid).toString()).to.equal(fixture.message);
      expect(result.serverSaid).to.have.length(0);
      // Finished of both sides, one record of data, close_notify of both sides.
      expect(result.records).to.equal(5);
    });
  }

  it("fails with another RSA key of the same size", () => {
    const { privateKeyPkcs8 } = keyTransportRfc5246;
    expect(outcome({ ...keyTransport, privateKeyPkcs8 })).to.equal("other-key");
  });

  it("fails with a key of another size, of another kind, and with no key", () => {
    const keys = [
      generateKeyPairSync("rsa", { modulusLength: 1024 }),
      generateKeyPairSync("ec", { namedCurve: "P-256" }),
    ];
    const stolen = keys.map(({ privateKey }) => privateKey.export({ type: "pkcs8", format: "der" }));
    const codes = [...stolen, new Uint8Array()].map((privateKeyPkcs8) =>
      outcome({ ...keyTransport, privateKeyPkcs8 }),
    );
    expect(codes).to.deep.equal(["other-key", "not-an-rsa-key", "not-an-rsa-key"]);
  });

  it("fails where the same key only signed: ECDHE gives nothing to decrypt", () => {
    const result = openWithRsaKey(ecdhe);
    expect(result).to.deep.equal({
      kind: "failed",
      code: "not-rsa-key-transport",
      message:
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 sends no premaster secret that this RSA key could decrypt",
    });
  });

  it("does not open a record that was changed", () => {
    const changed = { ...keyTransport, clientToServer: flipped(keyTransport.clientToServer) };
    expect(outcome(changed)).to.equal("authentication-failed");
  });

  it("does not open records whose handshake was changed, for the session hash covers it", () => {
    const { serverToClient } = keyTransport;
    const lastByteOfRandom = 5 + 4 + 2 + 31;
    expect(outcome({ ...keyTransport, serverToClient: flipped(serverToClient, lastByteOfRandom) })).to.equal(
      "authentication-failed",
    );
  });

  it("does not open records that were exchanged, for each has its number", () => {
    const { clientToServer } = keyTransport;
    // The last two records: the data, and close_notify of 5 + 8 + 2 + 16 bytes.
    const closeAt = clientToServer.length - 31;
    const dataAt = closeAt - (5 + 8 + keyTransport.message.length + 16);
    const parts = [
      clientToServer.subarray(0, dataAt),
      clientToServer.subarray(closeAt),
      clientToServer.subarray(dataAt, closeAt),
    ];
    expect(outcome({ ...keyTransport, clientToServer: Buffer.concat(parts) })).to.equal(
      "authentication-failed",
    );
  });

  it("says that a recording cut anywhere inside a record is incomplete", () => {
    const { clientToServer, serverToClient } = keyTransport;
    const ends = new Set([...recordEnds(clientToServer)]);
    for (let cut = 0; cut < clientToServer.length; cut += 7) {
      if (ends.has(cut)) continue;
      expect(
        outcome({ ...keyTransport, clientToServer: clientToServer.subarray(0, cut) }),
        `${cut}`,
      ).to.equal("incomplete");
    }
    expect(outcome({ ...keyTransport, serverToClient: serverToClient.subarray(0, 100) })).to.equal(
      "incomplete",
    );
    expect(outcome({ ...keyTransport, serverToClient: new Uint8Array() })).to.equal("incomplete");
  });

  it("says that a recording is incomplete if it ends before anything was protected", () => {
    const [, , changeCipherSpec] = recordEnds(keyTransport.clientToServer);
    const clientToServer = keyTransport.clientToServer.subarray(0, changeCipherSpec);
    expect(outcome({ ...keyTransport, clientToServer })).to.equal("incomplete");
  });

  it("never crashes and never shows anything that the client did not say, whatever bytes it is given", () => {
    const { clientToServer, serverToClient, message } = keyTransport;
    const hostile = hostileBytes([clientToServer, serverToClient, ecdhe.clientToServer]);
    const isHonest = (recording: StolenRecording): boolean => {
      const result = openWithRsaKey(recording);
      return result.kind === "failed" || message.startsWith(Buffer.from(result.clientSaid).toString());
    };
    fc.assert(fc.property(hostile, (bytes) => isHonest({ ...keyTransport, clientToServer: bytes })));
    fc.assert(fc.property(hostile, (bytes) => isHonest({ ...keyTransport, serverToClient: bytes })));
  });
});

/** Where each record of a genuine stream ends. */
function recordEnds(stream: Uint8Array): number[] {
  const ends: number[] = [];
  const view = Buffer.from(stream);
  for (let at = 0; at < stream.length; at = ends.at(-1) ?? stream.length)
    ends.push(at + 5 + view.readUInt16BE(at + 3));
  return ends;
}
