import { expect } from "chai";
import fc from "fast-check";
import {
  parseEncryptedPremasterSecret,
  parseTlsClientHello,
  parseTlsHandshake,
} from "../../src/tls/handshake.ts";
import { parseTlsRecords } from "../../src/tls/record.ts";
import { hex, present, unhex } from "../dtls/fixture.ts";
import { acceptsOrRefuses, hostileBytes, refusal } from "../dtls/hostile.ts";
import { keyTransport } from "./fixture.ts";

const [helloRecord, keyExchangeRecord] = parseTlsRecords(keyTransport.clientToServer);
const helloBytes = present(helloRecord).fragment;
const keyExchangeBytes = present(keyExchangeRecord).fragment;

describe("TLS handshake messages", () => {
  it("are split where they end, however the records cut them", () => {
    const messages = parseTlsHandshake(Buffer.concat([helloBytes, keyExchangeBytes]));
    expect(messages.map(({ type }) => type)).to.deep.equal([1, 16]);
    expect(messages.map(({ bytes }) => hex(bytes))).to.deep.equal([hex(helloBytes), hex(keyExchangeBytes)]);
  });

  it("are refused if the last one is cut short", () => {
    expect(refusal(() => parseTlsHandshake(unhex("0e00000014000001")))).to.deep.equal({
      code: "truncated",
      offset: 8,
    });
  });

  it("show the client's version, random, suites and extensions", () => {
    const [message] = parseTlsHandshake(helloBytes);
    const hello = parseTlsClientHello(present(message).body);
    expect(hello.version).to.deep.equal({ major: 3, minor: 3 });
    expect(hex(hello.random)).to.equal(hex(helloBytes.subarray(6, 38)));
    expect(hello.cipherSuites).to.deep.equal([0x009c, 0x00ff]);
    expect(hello.extensions.extendedMasterSecret).to.equal(true);
  });

  it("show a premaster secret as long as the modulus", () => {
    const [message] = parseTlsHandshake(keyExchangeBytes);
    expect(parseEncryptedPremasterSecret(present(message).body)).to.have.length(256);
    expect(refusal(() => parseEncryptedPremasterSecret(unhex("0001aabb")))?.code).to.equal("trailing-bytes");
  });

  it("are accepted or refused with the parser's own error, whatever the bytes", () => {
    const bytes = hostileBytes([helloBytes, keyExchangeBytes, helloBytes.subarray(4)]);
    fc.assert(
      fc.property(bytes, (body) =>
        [parseTlsHandshake, parseTlsClientHello, parseEncryptedPremasterSecret].every((parse) =>
          acceptsOrRefuses(() => parse(body)),
        ),
      ),
    );
  });
});
