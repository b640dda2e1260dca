import { expect } from "chai";
import { ByteReader } from "../../src/dtls/wire/byteReader.ts";
import { extensionName } from "../../src/dtls13/registry.ts";
import { parseAck } from "../../src/dtls13/wire/ack.ts";
import { Dtls13ParseError, parsed } from "../../src/dtls13/wire/dtls13ParseError.ts";
import { parseExtensions13 } from "../../src/dtls13/wire/extensions.ts";
import { parseHandshakeBody13 } from "../../src/dtls13/wire/messages.ts";
import { hex, present, unhex } from "../dtls/fixture.ts";
import { type BrowserCall, chromiumFirefox, firefoxChromium } from "./fixture.ts";

const codeOf = (parse: () => unknown) => {
  const result = parsed(parse);
  return result.ok ? undefined : result.refusal.code;
};

describe("extensions of DTLS 1.3", () => {
  const read = (block: string, ...[carrier]: [Parameters<typeof parseExtensions13>[1]]) =>
    parseExtensions13(new ByteReader(unhex(block)), carrier);

  it("are read as their message has them", () => {
    expect(read("0009 002b 0005 04 fefc fefd", "client_hello").supportedVersions).to.deep.equal([
      0xfefc, 0xfefd,
    ]);
    expect(read("0006 002b 0002 fefc", "server_hello").supportedVersions).to.deep.equal([0xfefc]);
    expect(read("0006 0033 0002 001d", "hello_retry_request")).to.deep.include({
      selectedGroup: 29,
      keyShares: undefined,
    });
    const share = read("000a 0033 0006 001d 0002 abcd", "server_hello").keyShares;
    expect(share?.map(({ group, keyExchange }) => [group, hex(keyExchange)])).to.deep.equal([[29, "abcd"]]);
  });

  it("are kept raw if they are not known", () => {
    const { raw } = read("0006 fafa 0002 0102", "client_hello");
    expect(raw.map(({ type, data }) => [type, hex(data)])).to.deep.equal([[0xfafa, "0102"]]);
  });

  it("of Firefox name its ALPN protocols and its record size limit", () => {
    const { extensions } = present(chromiumFirefox.opened.association.clientHello).value;
    const names = extensions.alpnProtocols?.map((name) => Buffer.from(name).toString());
    expect(names).to.deep.equal(["webrtc", "c-webrtc"]);
    expect(extensions.recordSizeLimit).to.equal(16385);
    expect(extensions.connectionId).to.equal(undefined);
  });

  it("of a ClientHello tell the browsers apart, in clear", () => {
    const names = ({ opened }: BrowserCall) =>
      present(opened.association.clientHello).value.extensions.raw.map(({ type }) => extensionName(type));
    const common = [
      "use_srtp",
      "signature_algorithms",
      "supported_versions",
      "key_share",
      "extended_master_secret",
      "ec_point_formats",
      "renegotiation_info",
      "supported_groups",
    ];
    // In firefoxChromium the client is Chromium, in the other one Firefox.
    expect(names(firefoxChromium)).to.have.members([...common, "psk_key_exchange_modes"]);
    expect(names(chromiumFirefox)).to.have.members([
      ...common,
      "application_layer_protocol_negotiation",
      "delegated_credential",
      "record_size_limit",
    ]);
    expect(extensionName(0xfafa)).to.equal("0xfafa");
  });

  it("are refused if they come twice, are cut short or too long", () => {
    expect(codeOf(() => read("0008 fafa 0000 fafa 0000", "client_hello"))).to.equal("duplicate-extension");
    expect(codeOf(() => read("0006 002b 0002 02fe", "client_hello"))).to.equal("truncated");
    expect(codeOf(() => read("0007 002b 0003 fefc00", "server_hello"))).to.equal("trailing-bytes");
  });
});

describe("handshake messages of DTLS 1.3", () => {
  it("include a KeyUpdate, whose request is 0 or 1", () => {
    const parse = (byte: number) => parseHandshakeBody13({ type: 24, body: Uint8Array.of(byte) });
    expect(parse(0)).to.deep.equal({ kind: "key_update", updateRequested: false });
    expect(parse(1)).to.deep.equal({ kind: "key_update", updateRequested: true });
    expect(codeOf(() => parse(2))).to.equal("unknown-value");
  });

  it("include a NewSessionTicket", () => {
    const body = unhex("00000e10 01020304 01 00 0002 abcd 0008 002a 0004 ffffffff");
    const ticket = parseHandshakeBody13({ type: 4, body });
    expect(ticket).to.deep.include({ kind: "new_session_ticket", lifetime: 3600, ticket: unhex("abcd") });
  });

  it("of both browsers ask for a certificate and name signature algorithms", () => {
    for (const { opened } of [firefoxChromium, chromiumFirefox]) {
      const request = present(opened.association.certificateRequest).value;
      expect(request.context).to.have.length(0);
      expect(request.extensions.signatureAlgorithms).to.include(0x0403);
    }
  });
});

describe("an ACK", () => {
  it("names records by epoch and sequence number", () => {
    expect(
      parseAck(unhex("0020 0000000000000002 0000000000000001 0000000000000003 0000010000000000")),
    ).to.deep.equal([
      { epoch: 2, sequence: 1 },
      { epoch: 3, sequence: 2 ** 40 },
    ]);
    expect(parseAck(unhex("0000"))).to.deep.equal([]);
    expect(codeOf(() => parseAck(unhex("0008 0000000000000002")))).to.equal("truncated");
  });
});

describe("a parser's own errors", () => {
  it("are caught, and no others", () => {
    expect(codeOf(() => new ByteReader(Uint8Array.of()).uint(1, "field"))).to.equal("truncated");
    expect(
      codeOf(() => {
        throw new Dtls13ParseError("unknown-value", 0, "no");
      }),
    ).to.equal("unknown-value");
    expect(() =>
      parsed(() => {
        throw new TypeError("a defect");
      }),
    ).to.throw(TypeError);
  });
});
