import { createECDH, createHmac } from "node:crypto";
import { expect } from "chai";
import {
  applicationSecrets,
  exportKeyingMaterial,
  finishedVerifyData,
  handshakeSecrets,
  nextTrafficSecret,
  trafficKeys,
} from "../../src/dtls13/crypto/keySchedule.ts";
import type { Seen13, SentMessage13 } from "../../src/dtls13/handshake/message.ts";
import { type Hellos, transcriptHash } from "../../src/dtls13/handshake/transcript.ts";
import { cipherSuite13 } from "../../src/dtls13/registry.ts";
import { parseServerHello13 } from "../../src/dtls13/wire/hello.ts";
import { hex, present, unhex } from "../dtls/fixture.ts";
import rfc8448 from "./fixtures/rfc8448.json" with { type: "json" };

const TLS = "tls13 ";

describe("the key schedule of TLS 1.3, with the vectors of RFC 8448", () => {
  const { simple } = rfc8448;
  const at = handshakeOf(simple.messages);
  const suite = present(cipherSuite13(0x1301));
  const secrets = handshakeSecrets("sha256", unhex(simple.sharedSecret), at.through("serverHello"), TLS);

  it("gives the handshake secrets", () => {
    expect(hex(secrets.client)).to.equal(simple.clientHandshake);
    expect(hex(secrets.server)).to.equal(simple.serverHandshake);
    expect(hex(secrets.masterSecret)).to.equal(simple.masterSecret);
  });

  it("gives the application secrets and the exporter's", () => {
    const application = applicationSecrets("sha256", secrets.masterSecret, at.through("serverFinished"), TLS);
    expect(hex(application.client)).to.equal(simple.clientApplication);
    expect(hex(application.server)).to.equal(simple.serverApplication);
    expect(hex(application.exporter)).to.equal(simple.exporter);
  });

  it("gives record keys", () => {
    const { key, iv } = trafficKeys(suite, secrets.server, TLS);
    expect(hex(key)).to.equal(simple.serverHandshakeKey);
    expect(hex(iv)).to.equal(simple.serverHandshakeIv);
  });

  it("gives both Finished", () => {
    for (const [role, name] of [
      ["server", "serverFinished"],
      ["client", "clientFinished"],
    ] as const) {
      const verifyData = finishedVerifyData("sha256", secrets[role], at.before(name), TLS);
      expect(hex(verifyData)).to.equal(simple.messages[name].slice(8));
    }
  });

  it("differs for DTLS in every secret", () => {
    const dtls = handshakeSecrets("sha256", unhex(simple.sharedSecret), at.through("serverHello"));
    expect(hex(dtls.client)).not.to.equal(simple.clientHandshake);
    expect(hex(dtls.masterSecret)).not.to.equal(simple.masterSecret);
  });

  it("moves on to the next generation as RFC 8446 §7.2 has it, with the label of RFC 9147 §5.9", () => {
    const secret = unhex(simple.clientApplication);
    const label = "dtls13traffic upd";
    const info = Buffer.concat([Buffer.of(0, 32, label.length), Buffer.from(label), Buffer.of(0, 1)]);
    const expected = createHmac("sha256", secret).update(info).digest("hex");
    expect(hex(nextTrafficSecret("sha256", secret))).to.equal(expected);
  });

  it("exports other material for another label, context or length", () => {
    const material = (label: string, context: string, length: number) =>
      hex(exportKeyingMaterial("sha256", unhex(simple.exporter), label, Buffer.from(context), length));
    const made = [
      material("label", "", 60),
      material("other", "", 60),
      material("label", "context", 60),
      material("label", "", 61).slice(0, 120),
    ];
    expect(new Set(made).size).to.equal(4);
  });
});

describe("the transcript, with the vectors of RFC 8448", () => {
  const { retry } = rfc8448;

  it("has the first ClientHello as its hash if the server asked for another", () => {
    const at = handshakeOf(retry.messages);
    expect(hex(at.through("certificate"))).to.equal(retry.throughCertificate);
  });

  it("leads from one side's private key to the Finished of that handshake", () => {
    const at = handshakeOf(retry.messages);
    const ecdh = createECDH("prime256v1");
    ecdh.setPrivateKey(Buffer.from(retry.clientPrivateKey, "hex"));
    const serverHello = parseServerHello13(unhex(retry.messages.serverHello).subarray(4));
    const share = present(serverHello.extensions.keyShares?.[0]);
    const shared = ecdh.computeSecret(share.keyExchange);
    const { server } = handshakeSecrets("sha256", shared, at.through("serverHello"), TLS);
    const verifyData = finishedVerifyData("sha256", server, at.before("serverFinished"), TLS);
    expect(hex(verifyData)).to.equal(retry.messages.serverFinished.slice(8));
  });

  it("says nothing if a message is missing", () => {
    for (const missing of ["clientHello", "serverHello", "encryptedExtensions", "certificate"] as const) {
      const { [missing]: _, ...rest } = rfc8448.simple.messages;
      expect(handshakeOf(rest).hash("before", "certificateVerify"), missing).to.equal(undefined);
      expect(handshakeOf(rest).hash("before", "clientFinished"), missing).to.equal(undefined);
    }
    const { serverFinished: _, ...unfinished } = rfc8448.simple.messages;
    expect(handshakeOf(unfinished).hash("before", "clientFinished")).to.equal(undefined);
    for (const missing of ["firstClientHello", "helloRetryRequest"] as const) {
      const { [missing]: _, ...rest } = retry.messages;
      expect(handshakeOf(rest).hash("through", "certificate"), missing).to.equal(undefined);
    }
  });
});

/** Numbers messages as DTLS does; those left out keep their number. */
function handshakeOf(messages: Readonly<Record<string, string>>) {
  const retried = Object.keys(messages).some(
    (name) => name.startsWith("firstClient") || name.startsWith("helloRetry"),
  );
  const numbers: Readonly<Record<string, number>> = {
    firstClientHello: 0,
    helloRetryRequest: 0,
    clientHello: retried ? 1 : 0,
    serverHello: retried ? 1 : 0,
    encryptedExtensions: retried ? 2 : 1,
    certificate: retried ? 3 : 2,
    certificateVerify: retried ? 4 : 3,
    serverFinished: retried ? 5 : 4,
    clientFinished: retried ? 2 : 1,
  };
  const sent = new Map(
    Object.entries(messages).map(([name, text]): [string, SentMessage13] => {
      const bytes = unhex(text);
      const isHello = name.endsWith("Hello") || name === "helloRetryRequest";
      const message: SentMessage13 = {
        sender: /client/i.test(name) ? "client" : "server",
        type: bytes[0] ?? 0,
        epoch: isHello ? 0 : 2,
        messageSeq: present(numbers[name]),
        body: bytes.subarray(4),
        packets: [],
      };
      return [name, message];
    }),
  );
  const seen = (name: string): Seen13<unknown> | undefined => {
    const message = sent.get(name);
    return message && { value: undefined, message };
  };
  const hellos: Hellos = {
    firstClientHello: seen("firstClientHello"),
    helloRetryRequest: seen("helloRetryRequest"),
    clientHello: seen("clientHello"),
    serverHello: seen("serverHello"),
  };
  const hash = (end: "before" | "through", name: string) => {
    const last = present(sent.get(name), name);
    return transcriptHash(
      "sha256",
      hellos,
      // Arrival in another order changes nothing.
      [...sent.values()].reverse(),
      end === "before" ? { before: last } : { through: last },
    );
  };
  return {
    hash,
    before: (name: string) => present(hash("before", name)),
    through: (name: string) => present(hash("through", name)),
  };
}
