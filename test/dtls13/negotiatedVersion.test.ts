import { expect } from "chai";
import type { AssociationDatagram } from "../../src/dtls/handshake/association.ts";
import { negotiatedVersion } from "../../src/dtls13/handshake/negotiatedVersion.ts";
import { recordings, seenValue, werift } from "../dtls/fixture.ts";
import { browserCalls, dtls12Hellos } from "./fixture.ts";
import { play } from "./play.ts";

describe("the version of an association", () => {
  it("is DTLS 1.3 between browsers, which offer 1.2 too", () => {
    for (const { datagrams, source } of browserCalls) {
      const { version, offered, downgradeSentinel } = negotiatedVersion(datagrams);
      expect(version, source).to.equal("DTLS 1.3");
      expect(offered.slice(0, 2)).to.deep.equal([0xfefc, 0xfefd]);
      expect(downgradeSentinel).to.equal(false);
    }
  });

  it("is DTLS 1.2 for werift and OpenSSL, which offer nothing else", () => {
    for (const { datagrams, source } of recordings) {
      const { version, offered, packets } = negotiatedVersion(datagrams);
      expect(version, source).to.equal("DTLS 1.2");
      expect(offered).to.deep.equal([0xfefd]);
      expect(packets).to.have.length.above(0);
    }
  });

  it("is undecided without a ServerHello, also after a HelloRetryRequest", () => {
    expect(negotiatedVersion([]).version).to.equal("undecided");
    const { datagrams } = play({ retry: true });
    expect(negotiatedVersion(datagrams.slice(0, 3)).version).to.equal("undecided");
    expect(negotiatedVersion(datagrams).version).to.equal("DTLS 1.3");
  });

  it("is another one if the server says so", () => {
    const random = seenValue(werift.association.serverHello).random;
    const old = changedBefore(werift.datagrams, random, (bytes, at) => bytes.writeUInt16BE(0xfeff, at - 2));
    expect(negotiatedVersion(old).version).to.equal("other");
  });

  it("comes with the sign that both browsers give when they know DTLS 1.3 and choose 1.2", () => {
    expect(dtls12Hellos.map(({ server }) => server)).to.have.length(2);
    for (const { server, datagrams } of dtls12Hellos) {
      const { version, offered, downgradeSentinel } = negotiatedVersion(datagrams);
      expect({ version, offered, downgradeSentinel }, server).to.deep.equal({
        version: "DTLS 1.2",
        offered: [0xfefd],
        downgradeSentinel: true,
      });
    }
  });

  it("comes without that sign from stacks that know nothing newer than 1.2", () => {
    for (const { datagrams, source } of recordings) {
      expect(negotiatedVersion(datagrams).downgradeSentinel, source).to.equal(false);
    }
  });
});

/** The datagrams with a change at the place where `mark` stands. */
function changedBefore(
  datagrams: readonly AssociationDatagram[],
  mark: Uint8Array,
  change: (bytes: Buffer, at: number) => void,
): AssociationDatagram[] {
  return datagrams.map((datagram) => {
    const bytes = Buffer.from(datagram.bytes);
    const at = bytes.indexOf(mark);
    if (at !== -1) change(bytes, at);
    return { ...datagram, bytes };
  });
}
