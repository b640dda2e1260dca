import { expect } from "chai";
import type { SeenDatagram } from "../../src/attacks/attack.ts";
import { repeatRecord } from "../../src/attacks/repeatRecord.ts";
import { type ContentType, serialiseRecord } from "../../src/dtls/wire/record.ts";

const datagram = (
  from: "alice" | "bob",
  contentType: ContentType,
  epoch: number,
  length: number,
): SeenDatagram => ({
  from,
  bytes: serialiseRecord({
    contentType,
    version: { major: 254, minor: 253 },
    epoch,
    sequence: 1,
    fragment: new Uint8Array(length),
  }),
});

describe("attack repeat-record", () => {
  const message = datagram("alice", "application_data", 1, 200);
  const seen = [
    datagram("alice", "handshake", 0, 900),
    datagram("alice", "handshake", 1, 800),
    datagram("alice", "application_data", 1, 60),
    message,
    datagram("bob", "application_data", 1, 300),
  ];

  it("sends the longest protected data record of the other peer three times, byte for byte", () => {
    expect(repeatRecord.datagrams?.(seen, "bob")).to.deep.equal([
      message.bytes,
      message.bytes,
      message.bytes,
    ]);
  });

  it("sends nothing where no such record has passed", () => {
    expect(repeatRecord.datagrams?.(seen.slice(0, 2), "bob")).to.deep.equal([]);
    expect(repeatRecord.datagrams?.([], "alice")).to.deep.equal([]);
  });
});
