import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import { DtlsEnd } from "../../lab/actors/attacker/dtlsEnd.ts";
import {
  type LocalCertificate,
  makeLocalCertificate,
  withCertificate,
} from "../../lab/actors/localCertificate.ts";
import { temporaryDirectory } from "../lab/temporaryDirectory.ts";

/**
 * The control of the scenario replayed-certificate: the very end that this lab's attacker uses, against OpenSSL,
 * which verifies ServerKeyExchange (RFC 5246 §7.4.3). It refuses what werift alone would accept.
 */
describe("OpenSSL as the victim of a replayed certificate", () => {
  before(function () {
    if (spawnSync("openssl", ["version"]).status !== 0) this.skip(); // reason: openssl is not on this machine
  });

  it("refuses the handshake: the signature is not by the certificate's key", async () => {
    const [attacker, victim] = await twoIdentities();
    const said = await handshakeWith(withCertificate(attacker, victim.der));
    expect(said).to.match(/bad signature/i);
    expect(said).to.contain("Cipher is (NONE)");
  });

  it("completes the handshake with the same end when it shows its own certificate", async () => {
    const [own] = await twoIdentities();
    const said = await handshakeWith(own);
    expect(said)
      .to.contain("Verify return code")
      .and.to.not.match(/bad signature/i);
  });
});

async function twoIdentities(): Promise<[LocalCertificate, LocalCertificate]> {
  const report = () => undefined;
  return [await makeLocalCertificate("alice-leg", report), await makeLocalCertificate("bob-leg", report)];
}

/** Lets OpenSSL's DTLS 1.2 client connect to an attacker's end, and returns all that it said. */
async function handshakeWith(identity: LocalCertificate): Promise<string> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  let clientPort = 0;
  const end = new DtlsEnd({
    owner: "alice-leg",
    localCertificate: identity,
    role: "server",
    sendDatagram: (datagram) => socket.send(datagram, clientPort, "127.0.0.1"),
    onPacket: () => undefined,
    report: () => undefined,
  });
  socket.on("message", (datagram, from) => {
    clientPort = from.port;
    end.receiveDatagram(datagram);
  });
  // A handshake that the client breaks off never ends for the server: the client's words decide.
  end.connect().catch(() => undefined);
  try {
    return await wordsOf(client(socket.address().port));
  } finally {
    socket.close();
  }
}

function client(port: number): ChildProcess {
  const directory = temporaryDirectory();
  const key = join(directory, "key.pem");
  const certificate = join(directory, "certificate.pem");
  const made = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-subj",
    "/CN=victim",
  ];
  spawnSync("openssl", [...made, "-keyout", key, "-out", certificate]);
  const words = ["s_client", "-dtls1_2", "-connect", `127.0.0.1:${port}`, "-cert", certificate, "-key", key];
  return spawn("openssl", words, { stdio: ["pipe", "pipe", "pipe"] });
}

/** Until the client has ended, or has said that the session stands; then it is told to go. */
async function wordsOf(process: ChildProcess): Promise<string> {
  let said = "";
  const hear = (chunk: Buffer) => {
    said += chunk.toString("utf8");
    if (said.includes("Verify return code")) process.kill();
  };
  process.stdout?.on("data", hear);
  process.stderr?.on("data", hear);
  await once(process, "exit");
  return said;
}
