import { expect } from "chai";
import fc from "fast-check";
import { decryptAssociation, tryCandidates } from "../../src/dtls/crypto/decrypt.ts";
import { type AssociationDatagram, readAssociation } from "../../src/dtls/handshake/association.ts";
import { judgeFinished } from "../../src/dtls/judge/judgeFinished.ts";
import { judgePossession } from "../../src/dtls/judge/judgePossession.ts";
import { nonceReuse } from "../../src/dtls/judge/nonceReuse.ts";
import { handshakeMessage, handshakeType } from "../../src/dtls/wire/handshake.ts";
import { type ContentType, serialiseRecord } from "../../src/dtls/wire/record.ts";
import { hex, openssl, present, recordings, seenValue, unhex, werift } from "./fixture.ts";
import { hostileBytes } from "./hostile.ts";

const version = { major: 254, minor: 253 };

function clear(
  from: "a" | "b",
  contentType: ContentType,
  fragment: Uint8Array,
  packet = 999,
): AssociationDatagram {
  return { packet, from, bytes: serialiseRecord({ contentType, version, epoch: 0, sequence: 99, fragment }) };
}

function clearMessage(
  from: "a" | "b",
  type: number,
  messageSeq: number,
  body: Uint8Array,
): AssociationDatagram {
  return clear(from, "handshake", handshakeMessage(type, messageSeq, body, []).bytes);
}

/** The flight of each datagram: it changes when the other side begins to speak. */
function flightsOf(datagrams: readonly AssociationDatagram[]): number[] {
  let flight = 0;
  return datagrams.map(({ from }, index) => {
    const previous = datagrams[index - 1];
    if (previous !== undefined && previous.from !== from) flight += 1;
    return flight;
  });
}

describe("an association, passively observed", () => {
  it("is of DTLS 1.2 when ServerHello selects it, and of no known version without one", () => {
    for (const { association, source } of recordings)
      expect(association.version, source).to.equal("DTLS 1.2");
    expect(readAssociation(werift.datagrams.slice(11)).version).to.equal("unknown");
  });

  it("of another version is not read as DTLS 1.2: neither DTLS 1.0 nor 1.3, which names itself in an extension", () => {
    const hello = present(werift.association.serverHello).message;
    const dtls10 = Uint8Array.from(hello.body);
    dtls10[1] = 255;
    const lengthAt = 2 + 32 + 1 + (hello.body[34] ?? 0) + 3;
    const dtls13 = Buffer.concat([hello.body, unhex("002b0002fefc")]);
    dtls13.writeUInt16BE(dtls13.readUInt16BE(lengthAt) + 6, lengthAt);
    for (const [body, name] of [
      [dtls10, "254.255"],
      [dtls13, "254.252"],
    ] as const) {
      const datagrams = werift.datagrams.map((datagram) =>
        hello.packets.includes(datagram.packet)
          ? clearMessage(datagram.from, handshakeType.serverHello, hello.messageSeq, body)
          : datagram,
      );
      const association = readAssociation(datagrams);
      expect(association.version).to.equal("unknown");
      const fault = present(association.faults.find(({ code }) => code === "unsupported-version"));
      expect(fault.message).to.include(`version ${name}`);
      expect(decryptAssociation(association, werift.masterSecret)).to.deep.equal({ kind: "no-handshake" });
      expect(tryCandidates(association, [werift.masterSecret]).attempts).to.equal(0);
      expect(nonceReuse(association).nonce).to.equal("unknown");
      const { client, server } = judgePossession(association);
      for (const { proof } of [client, server]) {
        expect(proof).to.deep.equal({ kind: "none", reason: "unsupported-version" });
      }
    }
  });

  it("of werift shows the whole handshake and the packets that each part rests on", () => {
    const { association } = werift;
    expect(association.client).to.equal("b");
    expect(association.faults).to.deep.equal([]);
    expect(association.clientHello?.packets).to.deep.equal([3]);
    expect(association.serverHello?.packets).to.deep.equal([4]);
    expect(association.serverCertificates?.packets).to.deep.equal([5]);
    expect(association.certificateVerify?.packets).to.deep.equal([11]);
    expect(association.messages.map(({ type }) => type)).to.deep.equal([
      1, 3, 1, 2, 11, 12, 13, 14, 11, 16, 15,
    ]);
  });

  it("of OpenSSL is put together from fragments over several packets", () => {
    const { association } = openssl;
    expect(association.client).to.equal("a");
    expect(association.faults).to.deep.equal([]);
    expect(association.serverCertificates?.packets).to.deep.equal([4, 5]);
    expect(association.clientCertificates?.packets).to.deep.equal([7, 8]);
    expect(association.messages.map(({ type }) => type)).to.deep.equal([
      1, 3, 1, 2, 11, 12, 13, 14, 11, 16, 15, 4,
    ]);
  });

  it("lists every record with its metadata, and keeps the encrypted ones", () => {
    const { records, encrypted } = openssl.association;
    expect(records).to.have.length(25);
    expect(records.at(-1)).to.deep.equal({
      packet: 16,
      from: "b",
      contentType: "alert",
      epoch: 1,
      sequence: 3,
      length: 26,
      explicitNonce: hex(present(encrypted.at(-1)).record.fragment.subarray(0, 8)),
    });
    expect(records[0]?.explicitNonce).to.equal(undefined);
    expect(encrypted).to.have.length(8);
  });

  it("is the same after retransmissions and reordering inside a flight", () => {
    for (const { datagrams, association } of recordings) {
      const repeats = fc.array(fc.nat(datagrams.length - 1), { maxLength: 10 });
      fc.assert(
        fc.property(repeats, fc.array(fc.nat(99), { minLength: 99, maxLength: 99 }), (again, keys) => {
          const flights = flightsOf(datagrams);
          const shuffled = datagrams
            .map((datagram, index) => ({
              datagram,
              flight: present(flights[index]),
              key: present(keys[index]),
            }))
            .sort((x, y) => x.flight - y.flight || x.key - y.key)
            .map(({ datagram }) => datagram);
          const repeated = again.map((index) => present(shuffled[index]));
          const seen = readAssociation([...shuffled, ...repeated]);
          expect(seen.faults).to.deep.equal([]);
          expect(seen.messages.map(({ bytes }) => hex(bytes))).to.deep.equal(
            association.messages.map(({ bytes }) => hex(bytes)),
          );
        }),
        { numRuns: 20 },
      );
    }
  });

  it("lists a malformed record as a fault and reads the others", () => {
    const [first, ...rest] = openssl.datagrams;
    const broken = { packet: 77, from: "a" as const, bytes: unhex("17fefd0001") };
    const tail = { ...present(first), bytes: Buffer.concat([present(first).bytes, unhex("ffff")]) };
    const { faults, messages } = readAssociation([tail, broken, ...rest]);
    expect(faults.map(({ code, packets }) => ({ code, packets }))).to.deep.equal([
      { code: "truncated", packets: [1] },
      { code: "truncated", packets: [77] },
    ]);
    expect(messages).to.have.length(openssl.association.messages.length);
  });

  it("names injected messages and keeps the genuine ones", () => {
    const forgedBody = seenValue(openssl.association.serverKeyExchange).params;
    const injected = [
      clearMessage("a", handshakeType.serverKeyExchange, 4, forgedBody),
      clearMessage("a", handshakeType.certificate, 40, unhex("000000")),
      clearMessage("a", handshakeType.clientKeyExchange, 41, unhex("00")),
      clearMessage("a", handshakeType.finished, 42, unhex("00")),
      clearMessage("b", handshakeType.clientHello, 43, present(werift.association.clientHello).message.body),
    ];
    const seen = readAssociation([...werift.datagrams, ...injected]);
    expect(seen.faults.map(({ code }) => code)).to.deep.equal([
      "conflicting-fragment",
      "unexpected-message",
      "repeated-message",
      "truncated",
      "repeated-message",
    ]);
    expect(seen.serverKeyExchange).to.deep.equal(werift.association.serverKeyExchange);
    expect(judgePossession(seen)).to.deep.equal(judgePossession(werift.association));
  });

  it("takes the ClientHello with the last cookie if the server asks more than once", () => {
    const request = werift.association.messages[1];
    const hello = present(werift.association.clientHello).message;
    const seen = readAssociation([
      ...werift.datagrams.slice(0, 3),
      clearMessage("a", handshakeType.helloVerifyRequest, 1, present(request).body),
      clearMessage("b", handshakeType.clientHello, 2, hello.body),
    ]);
    expect(seen.faults).to.deep.equal([]);
    expect(seen.clientHello?.packets).to.deep.equal([999]);
  });

  it("lists alerts in clear by name, and application data in clear as a fault", () => {
    const seen = readAssociation([
      ...werift.datagrams.slice(0, 5),
      clear("a", "alert", unhex("0228"), 60),
      clear("a", "alert", unhex("02"), 61),
      clear("b", "application_data", unhex("00"), 62),
    ]);
    expect(seen.alerts).to.deep.equal([
      { packet: 60, from: "a", level: 2, description: "handshake_failure" },
    ]);
    expect(seen.faults.map(({ code, packets }) => [code, ...packets])).to.deep.equal([
      ["truncated", 61],
      ["cleartext-application-data", 62],
    ]);
  });

  it("without any hello has no client and no messages, and without ClientHello the server's hello tells", () => {
    const end = readAssociation(werift.datagrams.slice(20));
    expect(end.client).to.equal(undefined);
    expect(end.messages).to.deep.equal([]);
    expect(end.records).to.have.length(werift.datagrams.length - 20);
    const headless = readAssociation(werift.datagrams.slice(3));
    expect(headless.client).to.equal("b");
    expect(headless.clientHello).to.equal(undefined);
    expect(headless.serverHello?.packets).to.deep.equal([4]);
  });

  it("survives hostile datagrams, and so do its judges", () => {
    const bytes = hostileBytes(recordings.flatMap(({ datagrams }) => datagrams.map((one) => one.bytes)));
    const injected = fc.record({ at: fc.nat(20), from: fc.constantFrom("a" as const, "b" as const), bytes });
    const source = fc.constantFrom(...recordings);
    fc.assert(
      fc.property(source, fc.array(injected, { maxLength: 8 }), ({ datagrams, masterSecret }, hostile) => {
        const stream = [...datagrams];
        for (const { at, ...datagram } of hostile) stream.splice(at, 0, { packet: 1000, ...datagram });
        const seen = readAssociation(stream);
        judgePossession(seen);
        judgeFinished(seen, masterSecret);
        nonceReuse(seen);
        tryCandidates(seen, [masterSecret]);
        expect(seen.records.length).to.be.at.least(datagrams.length);
      }),
      { numRuns: 40 },
    );
  });
});
