import { createHash } from "node:crypto";
import { expect } from "chai";
import { readAssociation13 } from "../../src/dtls13/handshake/association.ts";
import { keyAgreement13 } from "../../src/dtls13/handshake/keyAgreement.ts";
import { openWithKeyLog } from "../../src/dtls13/handshake/open.ts";
import { X25519MLKEM768 } from "../../src/dtls13/registry.ts";
import { flipped } from "../dtls/fixture.ts";
import { browserCalls, chromiumFirefox, firefoxChromium, withoutHybrid } from "./fixture.ts";

describe("a DTLS 1.3 call between browsers", () => {
  for (const call of browserCalls) {
    describe(call.name, () => {
      const { association } = call.opened;

      it("opens as a whole with Firefox's key log, without a fault", () => {
        expect(association.version).to.equal("DTLS 1.3");
        expect(association.suite?.name).to.equal("TLS_AES_128_GCM_SHA256");
        expect(association.faults).to.deep.equal([]);
        expect(association.records.filter(({ inside }) => inside === undefined)).to.deep.equal([]);
        expect(association.alerts.map(({ description }) => description)).to.include("close_notify");
      });

      it("gives what both pages sent", () => {
        for (const side of ["a", "b"] as const) {
          const sent = association.applicationData.filter(({ from }) => from === side);
          expect(
            sent.some(({ data }) => Buffer.from(data).includes(call.sent[side])),
            side,
          ).to.equal(true);
        }
      });

      it("shows the certificates of the session descriptions, but only once it is opened", () => {
        const { client, server } = association.certificates;
        expect(fingerprint(client?.value.certificates[0])).to.equal(call.fingerprints.b);
        expect(fingerprint(server?.value.certificates[0])).to.equal(call.fingerprints.a);
        const outside = readAssociation13(call.datagrams);
        expect(outside.certificates).to.deep.equal({ client: undefined, server: undefined });
        expect(outside.messages.map(({ type }) => type)).to.deep.equal([1, 2]);
        const bytes = Buffer.concat(call.datagrams.map((datagram) => datagram.bytes));
        const isIn = (part: Uint8Array) => bytes.indexOf(part) !== -1;
        expect(isIn(association.serverHello?.value.random ?? Buffer.from("none")), "control").to.equal(true);
        for (const seen of [client, server]) {
          const [certificate = new Uint8Array()] = seen?.value.certificates ?? [];
          // The public key's last bytes would survive any other fragmentation.
          expect(isIn(certificate.subarray(-20)), "certificate in clear").to.equal(false);
        }
      });

      it("agrees with what the browsers say of themselves", () => {
        expect(association.client).to.equal(call.getStats.a.dtlsRole === "client" ? "a" : "b");
        expect(association.suite?.name).to.equal(call.getStats.a.dtlsCipher);
        const shown = [association.certificates.client, association.certificates.server].map((seen) =>
          Buffer.from(seen?.value.certificates[0] ?? []).toString("base64"),
        );
        for (const certificate of call.getStats.certificates) expect(shown).to.include(certificate);
      });

      it("takes the hybrid group, offered with a share of 1216 bytes and answered with 1120", () => {
        const { clientShares, chosen, retryGroup } = keyAgreement13(readAssociation13(call.datagrams));
        expect(clientShares).to.deep.equal([
          { group: X25519MLKEM768, length: 1216 },
          { group: 29, length: 32 },
        ]);
        expect(chosen).to.deep.equal({ group: X25519MLKEM768, length: 1120 });
        expect(retryGroup).to.equal(undefined);
      });

      it("has an ACK for the client's last flight", () => {
        const [ack] = association.acks;
        expect(ack?.from).to.equal("a");
        expect(ack?.acknowledged[0]).to.deep.equal({ epoch: 2, sequence: 0 });
      });

      it("opens no record that somebody changed by one bit", () => {
        for (const [index, datagram] of call.datagrams.entries()) {
          if ((datagram.bytes[0] ?? 0) >> 5 !== 1) continue;
          const changed = { ...datagram, bytes: flipped(datagram.bytes) };
          const { association: read } = openWithKeyLog(call.datagrams.with(index, changed), call.keyLog);
          const fault = read.faults.find(({ code }) => code === "does-not-open");
          expect(fault?.packets).to.deep.equal([datagram.packet]);
          expect(read.records.filter(({ inside }) => inside === undefined)).to.have.length(1);
        }
      });

      it("opens nothing with secrets that are one bit off", () => {
        const wrong = call.keyLog.replaceAll(/(.)\n/g, (_, digit) => (digit === "0" ? "1\n" : "0\n"));
        const { association: read } = openWithKeyLog(call.datagrams, wrong);
        const ciphertexts = read.records.filter(({ form }) => form === "ciphertext");
        expect(ciphertexts.every(({ inside }) => inside === undefined)).to.equal(true);
        expect(read.faults.filter(({ code }) => code === "does-not-open")).to.have.length(ciphertexts.length);
      });
    });
  }

  it("takes a retransmitted ClientHello as one message, and its records as different ones", () => {
    const { association } = firefoxChromium.opened;
    expect(
      association.records.filter(({ form, from }) => form === "plaintext" && from === "b"),
    ).to.have.length(4);
    expect(association.messages.filter(({ type }) => type === 1)).to.have.length(1);
  });

  it("pads nothing, so the length of every message shows", () => {
    for (const { opened, name } of browserCalls) {
      const padded = opened.association.records.filter(({ inside }) => inside?.paddingLength !== 0);
      expect(padded, name).to.deep.equal([]);
    }
  });

  it("takes x25519 if one side offers no hybrid, and fits into one datagram each way", () => {
    const { association } = withoutHybrid.opened;
    expect(keyAgreement13(association)).to.deep.include({
      clientShares: [{ group: 29, length: 32 }],
      chosen: { group: 29, length: 32 },
    });
    expect(association.faults).to.deep.equal([]);
    expect(association.clientHello?.message.packets).to.have.length(1);
    const flight = association.messages.filter(({ sender }) => sender === "server");
    expect(new Set(flight.flatMap(({ packets }) => packets)).size).to.equal(1);
    for (const side of ["a", "b"] as const) {
      const texts = association.applicationData.filter(({ from }) => from === side);
      expect(texts.some(({ data }) => Buffer.from(data).includes(withoutHybrid.sent[side]))).to.equal(true);
    }
  });

  it("marks a record that comes twice, and takes its content once", () => {
    const { datagrams, keyLog, opened } = chromiumFirefox;
    const again = datagrams.map((datagram) => ({ ...datagram, packet: datagram.packet + 1000 }));
    const twice = openWithKeyLog([...datagrams, ...again], keyLog).association;
    const half = opened.association.records.length;
    expect(twice.records.map(({ duplicate }) => duplicate)).to.deep.equal([
      ...Array(half).fill(false),
      ...Array(half).fill(true),
    ]);
    expect(twice.applicationData).to.deep.equal(opened.association.applicationData);
    const outside = readAssociation13([...datagrams, ...again]);
    expect(outside.records.filter(({ duplicate }) => duplicate)).to.have.length(half);
  });
});

function fingerprint(certificate: Uint8Array | undefined): string {
  const hex = createHash("sha256")
    .update(certificate ?? new Uint8Array())
    .digest("hex");
  return `sha-256 ${hex.toUpperCase().replaceAll(/(..)(?=.)/g, "$1:")}`;
}
