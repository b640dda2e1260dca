import { expect } from "chai";
import type { SeenDatagram } from "../../src/attacks/attack.ts";
import { forgeRecord, ORDER } from "../../src/attacks/forgeRecord.ts";
import { keyBlock } from "../../src/dtls/crypto/keySchedule.ts";
import { openRecord, protectionKey, sealRecord } from "../../src/dtls/crypto/protection.ts";
import { packetChecksum } from "../../src/sctp/crc32c.ts";
import { openssl, present, type Recording, randomsOf, suiteOf, werift } from "../dtls/fixture.ts";
import { parseRecords } from "../dtls/parseRecords.ts";

/** What passed in a recorded call; "a" is Alice here. */
const seenIn = ({ datagrams }: Recording): SeenDatagram[] =>
  datagrams.map(({ from, bytes }) => ({ from: from === "a" ? "alice" : "bob", bytes }));

const TEXT = `${ORDER.begins}${"x".repeat(ORDER.bytes - ORDER.begins.length - ORDER.ends.length)}${ORDER.ends}`;

/** An order in an SCTP packet with the right checksum. */
function orderPacket(): Buffer {
  const packet = Buffer.concat([Buffer.alloc(28, 1), Buffer.from(TEXT), Buffer.alloc(3)]);
  packet.writeUInt32LE(packetChecksum(packet), 8);
  return packet;
}

function clientKeys(recording: Recording) {
  const suite = suiteOf(recording.association);
  return protectionKey(
    suite,
    keyBlock(suite, recording.masterSecret, randomsOf(recording.association)),
    "client",
  );
}

function passing(recording: Recording, plaintext: Uint8Array): SeenDatagram {
  const bytes = sealRecord(clientKeys(recording), {
    contentType: "application_data",
    epoch: 1,
    sequence: 500,
    plaintext,
  });
  return { from: recording.association.client === "a" ? "alice" : "bob", bytes };
}

describe("attack forge-record", () => {
  const forgeries = (recording: Recording, plaintext: Uint8Array) =>
    forgeRecord.ahead?.(seenIn(recording), passing(recording, plaintext)) ?? [];

  it("makes one record that opens with the true key and names another payee, with the right checksum", () => {
    const opened = forgeries(werift, orderPacket()).flatMap((bytes) => {
      const result = openRecord(clientKeys(werift), present(parseRecords(bytes)[0]));
      return result.ok ? Buffer.from(result.plaintext) : [];
    });
    expect(opened).to.have.length(1);
    const packet = present(opened[0]);
    expect(packet.subarray(28).toString()).to.match(/^Please pay Peter 900 euros\. Reference: x+\./);
    expect(packet.readUInt32LE(8)).to.equal(packetChecksum(packet));
  });

  it("makes none of a record of another length, nor where no nonce came twice", () => {
    expect(forgeries(werift, orderPacket().subarray(4))).to.deep.equal([]);
    expect(forgeries(openssl, orderPacket())).to.deep.equal([]);
  });

  it("knows how long an order is", () => {
    expect(TEXT).to.have.length(ORDER.bytes);
    expect(ORDER.bytes - ORDER.begins.length - ORDER.ends.length).to.equal("canary-order-".length + 32);
  });
});
