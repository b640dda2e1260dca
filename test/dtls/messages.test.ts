import { expect } from "chai";
import fc from "fast-check";
import { handshakeType } from "../../src/dtls/wire/handshake.ts";
import { parseHandshakeBody } from "../../src/dtls/wire/messages.ts";
import {
  cipherSuiteName,
  groupName,
  signatureSchemeName,
  srtpProfileName,
} from "../../src/dtls/wire/registry.ts";
import {
  hex,
  openssl,
  opensslAes256,
  opensslChacha,
  present,
  recordings,
  seenValue,
  unhex,
  werift,
} from "./fixture.ts";
import { acceptsOrRefuses, hostileBytes, refusal } from "./hostile.ts";

const parse = (type: number, body: string) => () => parseHandshakeBody({ type, body: unhex(body) });
const random = "11".repeat(32);

describe("handshake messages", () => {
  it("of werift are read: hellos", () => {
    const client = seenValue(werift.association.clientHello);
    expect(client.version).to.deep.equal({ major: 254, minor: 253 });
    expect(hex(client.random)).to.equal(hex(werift.clientRandom));
    expect(client.cookie).to.have.length(20);
    expect(client.cipherSuites.map(cipherSuiteName)).to.include("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    expect(client.extensions.supportedGroups?.map(groupName)).to.deep.equal(["x25519", "secp256r1"]);
    expect(client.extensions.srtpProfiles?.map(srtpProfileName)).to.deep.equal([
      "SRTP_AEAD_AES_128_GCM",
      "SRTP_AES128_CM_HMAC_SHA1_80",
    ]);
    expect(client.extensions.signatureAlgorithms?.map(signatureSchemeName)).to.include(
      "ecdsa_secp256r1_sha256",
    );
    expect(client.extensions.extendedMasterSecret).to.equal(true);
    const server = seenValue(werift.association.serverHello);
    expect(server.cipherSuite).to.equal(0xc02b);
    expect(server.extensions.srtpProfiles).to.deep.equal([7]);
    expect(server.extensions.renegotiationInfo).to.have.length(0);
    expect(server.extensions.supportedGroups).to.equal(undefined);
  });

  it("of werift are read: key exchanges and certificates", () => {
    const exchange = seenValue(werift.association.serverKeyExchange);
    expect(groupName(exchange.group)).to.equal("x25519");
    expect(exchange.publicKey).to.have.length(32);
    expect(hex(exchange.params)).to.equal(`03001d20${hex(exchange.publicKey)}`);
    expect(signatureSchemeName(exchange.signatureScheme)).to.equal("ecdsa_secp256r1_sha256");
    expect(seenValue(werift.association.clientKeyExchange).publicKey).to.have.length(32);
    expect(seenValue(werift.association.serverCertificates)).to.have.length(1);
    expect(seenValue(werift.association.clientCertificates)).to.have.length(1);
    expect(seenValue(werift.association.certificateRequest).certificateTypes).to.deep.equal([1, 64]);
  });

  it("of OpenSSL are read: suites, ticket, signature schemes", () => {
    const suites = [openssl, opensslAes256, opensslChacha].map(({ association }) =>
      cipherSuiteName(seenValue(association.serverHello).cipherSuite),
    );
    expect(suites).to.deep.equal([
      "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ]);
    const schemes = [openssl, opensslAes256, opensslChacha].map(({ association }) => [
      signatureSchemeName(seenValue(association.serverKeyExchange).signatureScheme),
      signatureSchemeName(seenValue(association.certificateVerify).signatureScheme),
    ]);
    expect(schemes).to.deep.equal([
      ["ecdsa_secp256r1_sha256", "ecdsa_secp256r1_sha256"],
      ["rsa_pkcs1_sha256", "ecdsa_secp384r1_sha384"],
      ["rsa_pss_rsae_sha256", "rsa_pss_rsae_sha256"],
    ]);
    const ticket = present(
      openssl.association.messages.find(({ type }) => type === handshakeType.newSessionTicket),
    );
    expect(parseHandshakeBody(ticket)).to.deep.include({ kind: "other", type: 4, body: ticket.body });
  });

  it("without extensions are read too", () => {
    const server = parse(handshakeType.serverHello, `fefd ${random} 00 c02b 00`)();
    expect(server.kind === "server_hello" && server.extensions).to.deep.equal({
      supportedGroups: undefined,
      signatureAlgorithms: undefined,
      srtpProfiles: undefined,
      extendedMasterSecret: false,
      renegotiationInfo: undefined,
      raw: [],
    });
  });

  it("keep unknown extensions as they were sent", () => {
    const server = parse(handshakeType.serverHello, `fefd ${random} 00 c02b 00 0006 abcd 0002 0102`)();
    expect(server.kind === "server_hello" && server.extensions.raw).to.deep.equal([
      { type: 0xabcd, data: unhex("0102") },
    ]);
  });

  it("read verify_data and an empty ServerHelloDone", () => {
    const finished = parse(handshakeType.finished, "000102030405060708090a0b")();
    expect(finished).to.deep.equal({ kind: "finished", verifyData: unhex("000102030405060708090a0b") });
    expect(parse(handshakeType.serverHelloDone, "")()).to.deep.equal({ kind: "server_hello_done" });
  });

  const refusals: [title: string, type: number, body: string, code: string, offset: number][] = [
    ["a random that ends early", 2, "fefd 1111", "truncated", 2],
    ["bytes behind a ServerHello", 2, `fefd ${random} 00 c02b 00 0000 ff`, "trailing-bytes", 40],
    [
      "an extension that occurs twice",
      2,
      `fefd ${random} 00 c02b 00 0008 0017 0000 0017 0000`,
      "duplicate-extension",
      44,
    ],
    ["half a group", 2, `fefd ${random} 00 c02b 00 0007 000a 0003 0001 00`, "odd-length", 46],
    ["half a cipher suite", 1, `fefd ${random} 00 00 0003 c02b00 0100`, "odd-length", 38],
    [
      "content in extended_master_secret",
      2,
      `fefd ${random} 00 c02b 00 0005 0017 0001 00`,
      "trailing-bytes",
      44,
    ],
    ["an explicit curve", 12, "01 001d 00 0403 0000", "unsupported-curve-type", 0],
    ["a signature that ends early", 15, "0403 0004 aabb", "truncated", 4],
    ["a certificate that leaves its list", 11, "000004 000005 aa", "truncated", 6],
    ["bytes in a ServerHelloDone", 14, "00", "trailing-bytes", 0],
    ["verify_data of 11 bytes", 20, "11".repeat(11), "truncated", 0],
    ["verify_data of 13 bytes", 20, "11".repeat(13), "trailing-bytes", 12],
  ];
  for (const [title, type, body, code, offset] of refusals) {
    it(`are refused for ${title}`, () => {
      expect(refusal(parse(type, body))).to.deep.equal({ code, offset });
    });
  }

  const genuine = recordings.flatMap(({ association }) => association.messages);
  for (const type of new Set([...Object.values(handshakeType), ...genuine.map((message) => message.type)])) {
    it(`of type ${type} survive hostile bytes with a DtlsParseError or data`, () => {
      const bodies = genuine.filter((message) => message.type === type).map(({ body }) => body);
      fc.assert(
        fc.property(hostileBytes(bodies.length > 0 ? bodies : [new Uint8Array(12)]), (body) =>
          acceptsOrRefuses(() => parseHandshakeBody({ type, body })),
        ),
      );
    });
  }
});
