import { expect } from "chai";
import { exporterOf } from "../../src/dtls/crypto/exporter.ts";
import { hex, recordings, werift } from "./fixture.ts";

const SRTP = { label: "EXTRACTOR-dtls_srtp", length: 56 };

describe("the exporter of a DTLS session", () => {
  for (const { source, association, masterSecret, srtpKeyingMaterial } of recordings) {
    it(`gives what the stack itself exported: ${source}`, () => {
      const exported = exporterOf(association, masterSecret)(SRTP);
      expect(exported && hex(exported)).to.equal(srtpKeyingMaterial.slice(0, 112));
    });
  }

  it("gives other bytes under another label, with another secret, and to the ends of another session", () => {
    const { association, masterSecret } = werift;
    const of = (session: typeof association, secret: Uint8Array, label: string) =>
      hex(exporterOf(session, secret)({ label, length: 32 }) ?? expect.fail("nothing was exported"));
    const base = of(association, masterSecret, "EXPERIMENTAL one");
    expect(of(association, masterSecret, "EXPERIMENTAL two")).not.to.equal(base);
    expect(of(association, Buffer.from(masterSecret).reverse(), "EXPERIMENTAL one")).not.to.equal(base);
    const [other] = recordings.filter((recording) => recording.association !== association);
    expect(of(other?.association ?? association, masterSecret, "EXPERIMENTAL one")).not.to.equal(base);
  });

  it("gives nothing without the extended master secret on both sides, or of half a handshake", () => {
    const { association, masterSecret } = werift;
    const { clientHello, serverHello } = association;
    if (!clientHello || !serverHello) throw new Error("the fixture has no hellos");
    const without = <T extends typeof clientHello | typeof serverHello>(hello: T): T => ({
      ...hello,
      value: { ...hello.value, extensions: { ...hello.value.extensions, extendedMasterSecret: false } },
    });
    for (const changed of [
      { ...association, clientHello: without(clientHello) },
      { ...association, serverHello: without(serverHello) },
      { ...association, serverHello: undefined },
    ])
      expect(exporterOf(changed, masterSecret)(SRTP)).to.equal(undefined);
  });
});
