import { expect } from "chai";
import { readAssociation13 } from "../../src/dtls13/handshake/association.ts";
import { keyAgreement13 } from "../../src/dtls13/handshake/keyAgreement.ts";
import { openWithKeyLog, openWithSharedSecret } from "../../src/dtls13/handshake/open.ts";
import { present } from "../dtls/fixture.ts";
import { type PlayOptions, play } from "./play.ts";
import { plainRecord } from "./sealRecord.ts";

const texts = (opened: { association: { applicationData: readonly { data: Uint8Array }[] } }) =>
  opened.association.applicationData.map(({ data }) => Buffer.from(data).toString());

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

  it("says how much padding a record has", () => {
    const { datagrams, keyLog } = play({ header: { padding: 100 }, afterwards });
    const { records } = openWithKeyLog(datagrams, keyLog).association;
    for (const { form, inside } of records) {
      expect(inside?.paddingLength).to.equal(form === "plaintext" ? 0 : 100);
    }
  });

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
