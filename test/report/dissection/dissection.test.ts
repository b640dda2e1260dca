import { expect } from "chai";
import fc from "fast-check";
import { scanRecords } from "../../../src/dtls/wire/record.ts";
import { cipherSuiteName } from "../../../src/dtls/wire/registry.ts";
import { innermost, uintOf } from "../../../src/report/dissection/field.ts";
import { frameFields } from "../../../src/report/dissection/frame.ts";
import { handshakeFields } from "../../../src/report/dissection/handshake.ts";
import { protectedFields, recordHeaderFields } from "../../../src/report/dissection/record.ts";
import { recordContent } from "../../../src/report/dissection/recordContent.ts";
import { sctpFields } from "../../../src/report/dissection/sctp.ts";
import type { Run } from "../../../src/run/run.ts";
import { parsePacket } from "../../../src/sctp/packet.ts";
import { recordedCase, runOf } from "../../verdict/recordedCase.ts";
import { bytesOf, coverageFaults } from "./coverage.ts";

const SCENARIOS = ["honest", "mitm"];

/** The plaintexts of the SCTP packets of a run, in both directions of every association. */
function sctpPackets({ associations }: Run): Uint8Array[] {
  return of12(associations)
    .flatMap(({ opened = [] }) => opened)
    .flatMap(({ record, result }) =>
      result.ok && record.contentType === "application_data" ? [result.plaintext] : [],
    );
}

function of12(associations: Run["associations"]) {
  return associations.filter((recorded) => recorded.dtls === "1.2");
}

function clearHandshakes({ recording }: Run): Uint8Array[] {
  return recording.datagrams
    .filter(({ protocol }) => protocol === "dtls")
    .flatMap(({ payload }) => scanRecords(payload).records)
    .filter(({ epoch, contentType }) => epoch === 0 && contentType === "handshake")
    .map(({ fragment }) => fragment);
}

describe("the dissection of a recorded run", () => {
  for (const scenario of SCENARIOS) {
    it(`has every byte of every packet, record and SCTP packet of ${scenario} in one field`, async () => {
      const run = runOf(await recordedCase(scenario));
      let frames = 0;
      for (const { frame, payload } of run.recording.datagrams) {
        const headers = frame && frameFields(frame.bytes, frame.linkType);
        expect(coverageFaults(headers ?? [], (frame?.bytes.length ?? 0) - payload.length)).to.deep.equal([]);
        frames += headers ? 1 : 0;
      }
      expect(frames).to.equal(run.recording.datagrams.length).and.to.be.greaterThan(20);
      for (const fragment of clearHandshakes(run)) {
        const { fields } = handshakeFields(fragment);
        expect(coverageFaults(fields, fragment.length)).to.deep.equal([]);
        expect(fields.filter(({ name }) => name.includes("not read"))).to.deep.equal([]);
      }
      const records = of12(run.associations).flatMap(({ association }) => association.encrypted);
      for (const { record } of records) {
        expect(coverageFaults(recordHeaderFields(record), 13)).to.deep.equal([]);
        const body = protectedFields(record.fragment, "aes-128-gcm") ?? [];
        expect(coverageFaults(body, record.fragment.length)).to.deep.equal([]);
      }
      const packets = sctpPackets(run);
      expect(packets.length).to.be.greaterThan(8);
      for (const packet of packets)
        expect(coverageFaults(sctpFields(packet), packet.length)).to.deep.equal([]);
    });

    it(`prints the values that the parsers read of ${scenario}`, async () => {
      const run = runOf(await recordedCase(scenario));
      for (const packet of sctpPackets(run)) {
        const fields = sctpFields(packet);
        const parsed = parsePacket(packet);
        const numbers = (name: string) => bytesOf(fields, name, packet).map(uintOf);
        const data = parsed.chunks.flatMap((chunk) => (chunk.kind === "data" ? chunk : []));
        expect(numbers("verification tag")).to.deep.equal([parsed.verificationTag]);
        expect(numbers("TSN")).to.deep.equal(data.map(({ tsn }) => tsn));
        expect(numbers("stream identifier")).to.deep.equal(data.map(({ streamId }) => streamId));
        expect(numbers("payload protocol identifier")).to.deep.equal(data.map(({ ppid }) => ppid));
        expect(numbers("chunk type")).to.deep.equal(
          parsed.chunks.map((chunk) =>
            chunk.kind === "control" ? chunk.type : chunk.kind === "data" ? 0 : 64,
          ),
        );
        expect(fields.find(({ name }) => name === "checksum")?.meaning).to.contain("which fits");
      }
      for (const { association } of of12(run.associations)) {
        for (const { record, packet } of association.encrypted) {
          const header = run.recording.datagrams
            .find((datagram) => datagram.packet === packet)
            ?.payload.subarray(record.offset, record.offset + 13);
          const fields = recordHeaderFields(record);
          const numbers = (name: string) => bytesOf(fields, name, header ?? new Uint8Array()).map(uintOf);
          expect(numbers("epoch")).to.deep.equal([record.epoch]);
          expect(numbers("sequence number")).to.deep.equal([record.sequence]);
          expect(numbers("length")).to.deep.equal([record.fragment.length]);
        }
        const hello = association.clientHello;
        const { fields } = handshakeFields(hello?.message.bytes ?? new Uint8Array());
        const offered = fields.filter(({ name }) => name === "cipher_suites").map(({ meaning }) => meaning);
        expect(offered).to.deep.equal(
          hello?.value.cipherSuites.map((code) => `Offered: ${cipherSuiteName(code)}.`),
        );
      }
    });
  }

  it("follows a flipped byte: the field that has it says something else, and the checksum no longer fits", async () => {
    const [packet = new Uint8Array()] = sctpPackets(runOf(await recordedCase("honest"))).filter((bytes) =>
      sctpFields(bytes).some(({ name }) => name === "TSN"),
    );
    const before = sctpFields(packet);
    const at = before.find(({ name }) => name === "TSN")?.from ?? 0;
    const flipped = new Uint8Array(packet);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    const changed = sctpFields(flipped).filter(({ meaning }, index) => meaning !== before[index]?.meaning);
    expect(changed.map(({ name }) => name)).to.deep.equal(["checksum", "TSN"]);
  });

  it("says in one field why bytes cannot be read, and leaves none out", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        expect(coverageFaults(handshakeFields(bytes).fields, bytes.length)).to.deep.equal([]);
      }),
    );
    expect(
      handshakeFields(Uint8Array.of(1, 2, 3))
        .fields.map(({ meaning }) => meaning)
        .join(),
    ).to.contain("Cannot be read: ");
  });

  it("covers a handshake message whatever its body holds, an empty one and half an alert too", () => {
    fc.assert(
      fc.property(fc.nat(21), fc.uint8Array({ maxLength: 120 }), (type, body) => {
        const bytes = Uint8Array.of(type, 0, 0, body.length, 0, 0, 0, 0, 0, 0, 0, body.length, ...body);
        expect(coverageFaults(handshakeFields(bytes).fields, bytes.length)).to.deep.equal([]);
      }),
    );
    for (const length of [0, 1, 2, 3]) {
      const alert = new Uint8Array(length);
      expect(coverageFaults(recordContent("alert", alert).fields, length)).to.deep.equal([]);
    }
  });

  it("takes the innermost of reads that lie in one another", () => {
    const reads = [
      { field: "list", from: 1, to: 5 },
      { field: "item", from: 1, to: 3 },
      { field: "item", from: 3, to: 5 },
    ];
    expect(innermost(reads, 6, "rest").map(({ field, from, to }) => `${field} ${from} ${to}`)).to.deep.equal([
      "rest 0 1",
      "item 1 3",
      "item 3 5",
      "rest 5 6",
    ]);
  });
});
