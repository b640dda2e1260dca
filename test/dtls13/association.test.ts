import { createHash } from "node:crypto";
import { expect } from "chai";
import { readAssociation13 } from "../../src/dtls13/handshake/association.ts";
import { keyAgreement13 } from "../../src/dtls13/handshake/keyAgreement.ts";
import { openWithKeyLog, openWithSharedSecret } from "../../src/dtls13/handshake/open.ts";
import { X25519MLKEM768 } from "../../src/dtls13/registry.ts";
import { flipped, present } from "../dtls/fixture.ts";
import { browserCalls, chromiumFirefox, firefoxChromium, withoutHybrid } from "./fixture.ts";
import { type PlayOptions, play } from "./play.ts";
import { plainRecord } from "./sealRecord.ts";

const texts = (opened: { association: { applicationData: readonly { data: Uint8Array }[] } }) =>
  opened.association.applicationData.map(({ data }) => Buffer.from(data).toString());

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

describe("a DTLS 1.3 association", () => {
  const afterwards: PlayOptions["afterwards"] = [
    ["client", "one"],
    ["client", "key update"],
    ["client", "two"],
    ["server", "three"],
    ["client", "key update"],
    ["client", "key update"],
    ["client", "key update"],
    ["client", "key update"],
    ["client", "four"],
    ["server", "key update"],
    ["server", "five"],
  ];
  const said = ["one", "two", "three", "four", "five"];
  const variants: readonly [string, PlayOptions][] = [
    ["with AES-128", {}],
    ["with AES-256 and SHA-384", { suite: 0x1302 }],
    ["with ChaCha20", { suite: 0x1303 }],
    ["with short sequence numbers and no length", { header: { sequenceLength: 1, hasLength: false } }],
    ["with padding", { header: { padding: 100 } }],
    ["with a HelloRetryRequest and a cookie", { retry: true }],
    ["with the hybrid group", { hybrid: true }],
    [
      "with connection IDs of two lengths",
      { connectionIds: { client: Buffer.from("c1c2c3"), server: Buffer.from("s1") } },
    ],
    [
      "with a connection ID for one side",
      { connectionIds: { client: Buffer.alloc(0), server: Buffer.from("server") } },
    ],
  ];
  for (const [title, options] of variants) {
    it(`opens ${title}, over key updates, from the key log and from the shared secret`, () => {
      const { datagrams, keyLog, sharedSecret, certificates, exporterSecret } = play({
        ...options,
        afterwards,
      });
      for (const opened of [
        openWithKeyLog(datagrams, keyLog),
        openWithSharedSecret(datagrams, sharedSecret),
      ]) {
        const { association, secrets } = opened;
        expect(association.faults).to.deep.equal([]);
        expect(texts(opened)).to.deep.equal(said);
        expect(association.keyUpdates.map(({ message: { sender, epoch } }) => [sender, epoch])).to.deep.equal(
          [
            ["client", 3],
            ["client", 4],
            ["client", 5],
            ["client", 6],
            ["client", 7],
            ["server", 3],
          ],
        );
        expect(association.certificates.client?.value.certificates).to.deep.equal([certificates.client]);
        expect(association.certificates.server?.value.certificates).to.deep.equal([certificates.server]);
        expect(Buffer.from(secrets.exporter ?? [])).to.deep.equal(Buffer.from(exporterSecret));
      }
    });
  }

  it("shows connection IDs in clear", () => {
    const connectionIds = { client: Buffer.from("c1c2c3"), server: Buffer.from("s1") };
    const { records } = readAssociation13(play({ connectionIds, afterwards }).datagrams);
    for (const { form, from, connectionId } of records) {
      const receiver = connectionIds[from === "a" ? "server" : "client"];
      expect(connectionId).to.deep.equal(form === "plaintext" ? undefined : receiver);
    }
  });

  it("stays shut if the x25519 half of the hybrid secret is all that is known", () => {
    const { datagrams, x25519Secret } = play({ hybrid: true, afterwards });
    const broken = openWithSharedSecret(datagrams, x25519Secret);
    expect(texts(broken)).to.deep.equal([]);
    expect(broken.association.messages.map(({ epoch }) => epoch)).to.deep.equal([0, 0]);
  });

  it("opens a record that overtakes the KeyUpdate before it", () => {
    const { datagrams, keyLog } = play({ afterwards: afterwards.slice(0, 3) });
    const swapped = [...datagrams.slice(0, -2), ...datagrams.slice(-2).reverse()];
    const { association } = openWithKeyLog(swapped, keyLog);
    expect(association.applicationData.map(({ epoch }) => epoch)).to.deep.equal([3, 4]);
    expect(association.faults).to.deep.equal([]);
  });

  it("lists what is in clear and should not be", () => {
    const { datagrams, keyLog } = play();
    const inject = (record: Uint8Array) =>
      openWithKeyLog([...datagrams, { packet: 99, from: "a", bytes: record }], keyLog).association.faults;
    const codes = (record: Uint8Array) => inject(record).map(({ code, packets }) => [code, ...packets]);
    expect(codes(plainRecord(23, 9, Buffer.from("data")))).to.deep.equal([
      ["cleartext-application-data", 99],
    ]);
    expect(codes(plainRecord(22, 9, Buffer.alloc(13), 2))).to.deep.equal([["unexpected-epoch", 99]]);
    expect(codes(Buffer.of(0x30, 1, 2, 3))).to.deep.equal([["unknown-connection-id", 99]]);
    expect(codes(Buffer.of(0x2e, 1, 2, 0, 3, 1, 2, 3))).to.deep.equal([["ciphertext-too-short", 99]]);
    const certificate = Buffer.from("0b000004000200000000000400000000", "hex");
    expect(codes(plainRecord(22, 9, certificate))).to.deep.equal([["unexpected-epoch", 99]]);
  });

  it("takes an alert in clear that comes twice once, and is not blinded by a number that comes twice", () => {
    const { datagrams, keyLog } = play();
    const alert = { packet: 98, from: "a" as const, bytes: plainRecord(21, 0, Buffer.of(2, 80)) };
    const { association } = openWithKeyLog([alert, { ...alert, packet: 99 }, ...datagrams], keyLog);
    expect(association.alerts).to.have.length(1);
    expect(association.alerts[0]).to.include({ packet: 98, epoch: 0, description: "internal_error" });
    expect(association.clientHello).not.to.equal(undefined);
    expect(association.records.filter(({ duplicate }) => duplicate)).to.have.length(1);
  });

  it("lists hellos that the wrong side sends, or that come a second time", () => {
    const { datagrams, keyLog } = play();
    const hello = Buffer.from(present(datagrams[1]).bytes.subarray(13));
    hello[5] = 7; // another message_seq
    const codes = (from: "a" | "b") => {
      const injected = { packet: 99, from, bytes: plainRecord(22, 9, hello) };
      return openWithKeyLog([...datagrams, injected], keyLog).association.faults.map(({ code }) => code);
    };
    expect(codes("a")).to.deep.equal(["unexpected-message"]);
    expect(codes("b")).to.deep.equal(["repeated-message"]);
  });

  it("knows no connection ID of a side that wants none", () => {
    const connectionIds = { client: Buffer.alloc(0), server: Buffer.from("server") };
    const { datagrams, keyLog } = play({ connectionIds });
    const bytes = Buffer.concat([Buffer.of(0x33), Buffer.alloc(40)]);
    const { faults } = openWithKeyLog([...datagrams, { packet: 99, from: "b", bytes }], keyLog).association;
    expect(faults.map(({ code }) => code)).to.deep.equal(["unknown-connection-id"]);
  });

  it("follows sequence numbers of eight bits past their end, also over gaps", () => {
    const words = Array.from({ length: 700 }, (_, index) => `word ${index}`);
    const { datagrams, keyLog } = play({
      header: { sequenceLength: 1 },
      afterwards: words.map((word) => ["client", word]),
    });
    const handshake = datagrams.length - words.length;
    const isLost = (index: number) => index > handshake && (index - handshake) % 100 < 60;
    const { association } = openWithKeyLog(
      datagrams.filter((_, index) => !isLost(index)),
      keyLog,
    );
    const sequences = association.applicationData.map(({ sequence }) => sequence);
    expect(sequences).to.deep.equal([...words.keys()].filter((index) => !isLost(index + handshake)));
    expect(association.faults).to.deep.equal([]);
  });

  it("says which group a HelloRetryRequest asked for", () => {
    const agreement = keyAgreement13(readAssociation13(play({ retry: true }).datagrams));
    expect(agreement).to.deep.equal({
      offeredGroups: [],
      clientShares: [{ group: 29, length: 32 }],
      retryGroup: 29,
      chosen: { group: 29, length: 32 },
    });
  });

  it("is not read as DTLS 1.3 unless ServerHello selects it", () => {
    const { datagrams, keyLog } = play({ afterwards });
    const [hello, answer] = datagrams;
    if (hello === undefined || answer === undefined) throw new Error("no hellos");
    const bytes = Buffer.from(answer.bytes);
    const selected = bytes.indexOf(Buffer.from("002b0002fefc", "hex"));
    bytes[selected + 5] = 0xfd;
    const opened = openWithKeyLog([hello, { ...answer, bytes }, ...datagrams.slice(2)], keyLog);
    expect(opened.association.version).to.equal("unknown");
    expect(opened.association.applicationData).to.deep.equal([]);
  });
});

function fingerprint(certificate: Uint8Array | undefined): string {
  const hex = createHash("sha256")
    .update(certificate ?? new Uint8Array())
    .digest("hex");
  return `sha-256 ${hex.toUpperCase().replaceAll(/(..)(?=.)/g, "$1:")}`;
}
