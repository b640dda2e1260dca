import { expect } from "chai";
import { hybridSecret, splitHybridShare } from "../../src/dtls13/crypto/hybridSecret.ts";
import { secretsFromKeyLog } from "../../src/dtls13/crypto/keyLog.ts";
import { X25519MLKEM768 } from "../../src/dtls13/registry.ts";
import { hex, present } from "../dtls/fixture.ts";
import { browserCalls, firefoxChromium } from "./fixture.ts";

describe("a key log", () => {
  const random = new Uint8Array(32).fill(0xab);
  const line = (label: string, of: number, secret: string) =>
    `${label} ${hex(new Uint8Array(32).fill(of))} ${secret}`;

  it("gives the secrets of one connection, of repeated lines the first", () => {
    const { handshake, application, exporter } = secretsFromKeyLog(
      [
        "# a comment",
        line("CLIENT_TRAFFIC_SECRET_0", 0xcd, "01"),
        `CLIENT_TRAFFIC_SECRET_0 ${"AB".repeat(32)} 02`,
        line("CLIENT_TRAFFIC_SECRET_0", 0xab, "03"),
        `${line("SERVER_TRAFFIC_SECRET_0", 0xab, "04")}\r`,
        line("SERVER_HANDSHAKE_TRAFFIC_SECRET", 0xab, "not hex"),
        line("EXPORTER_SECRET", 0xab, "05"),
      ].join("\n"),
      random,
    );
    expect(handshake).to.deep.equal({});
    expect(
      [application.client, application.server, exporter].map((secret) => hex(present(secret))),
    ).to.deep.equal(["02", "04", "05"]);
  });

  it("gives nothing for a connection that it does not name", () => {
    const log = line("EXPORTER_SECRET", 0xcd, "05");
    expect(secretsFromKeyLog(log, random)).to.deep.equal({
      handshake: {},
      application: {},
      exporter: undefined,
    });
  });
});

describe("X25519MLKEM768", () => {
  it("has the secret of ML-KEM first", () => {
    expect(hex(hybridSecret(Uint8Array.of(1, 2), Uint8Array.of(3)))).to.equal("010203");
  });

  it("has ML-KEM first in both shares; Firefox repeats there the x25519 share that it also offers alone", () => {
    for (const call of browserCalls) {
      const { source, opened } = call;
      const { clientHello, serverHello } = opened.association;
      const [hybrid, x25519] = present(clientHello).value.extensions.keyShares ?? [];
      // In firefoxChromium the client is Chromium, which makes a key pair for each share.
      expect(hybrid?.group).to.equal(X25519MLKEM768);
      const split = splitHybridShare("client", present(hybrid).keyExchange);
      expect(split?.mlKem).to.have.length(1184);
      const repeats = hex(present(split).x25519) === hex(present(x25519).keyExchange);
      expect(repeats, source).to.equal(call !== firefoxChromium);
      const answer = present(present(serverHello).value.extensions.keyShares?.[0]).keyExchange;
      expect(splitHybridShare("server", answer)?.mlKem).to.have.length(1088);
      expect(splitHybridShare("client", answer)).to.equal(undefined);
    }
  });
});
