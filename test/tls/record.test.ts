import { expect } from "chai";
import fc from "fast-check";
import { parseTlsRecords } from "../../src/tls/record.ts";
import { unhex } from "../dtls/fixture.ts";
import { acceptsOrRefuses, hostileBytes, refusal } from "../dtls/hostile.ts";
import { keyTransport } from "./fixture.ts";

describe("TLS records", () => {
  it("of a real connection are read to the last byte", () => {
    const types = parseTlsRecords(keyTransport.clientToServer).map(({ contentType }) => contentType);
    expect(types).to.deep.equal([
      "handshake",
      "handshake",
      "change_cipher_spec",
      "handshake",
      "application_data",
      "alert",
    ]);
  });

  it("of no bytes are none", () => {
    expect(parseTlsRecords(new Uint8Array())).to.deep.equal([]);
  });

  it("are refused for what is wrong with them, with the place", () => {
    const refusals = ["160303000201", "1603", "1803030000", "16fefd0000", "1603034801"].map((bytes) =>
      refusal(() => parseTlsRecords(unhex(bytes))),
    );
    expect(refusals).to.deep.equal([
      { code: "truncated", offset: 5 },
      { code: "truncated", offset: 2 },
      { code: "unsupported-content-type", offset: 0 },
      { code: "bad-version", offset: 1 },
      { code: "length-too-large", offset: 3 },
    ]);
  });

  it("are accepted or refused with the parser's own error, whatever the bytes", () => {
    const bytes = hostileBytes([keyTransport.clientToServer, keyTransport.serverToClient]);
    fc.assert(fc.property(bytes, (stream) => acceptsOrRefuses(() => parseTlsRecords(stream))));
  });
});
