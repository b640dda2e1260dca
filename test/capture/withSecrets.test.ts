import { expect } from "chai";
import fc from "fast-check";
import { CaptureParseError } from "../../src/capture/captureParseError.ts";
import { readPcapng } from "../../src/capture/readPcapng.ts";
import { withSecrets } from "../../src/capture/withSecrets.ts";
import { enhancedUdpPacket, interfaceDescription, sectionHeader } from "../../src/capture/writePcapng.ts";

const KEY_LOG = `CLIENT_RANDOM ${"ab".repeat(32)} ${"cd".repeat(48)}\n`;
const end = { address: "127.0.0.1", port: 5000 };
const head = [sectionHeader({ application: "lab" }), interfaceDescription({ name: "network" })];
const packet = (text: string) =>
  enhancedUdpPacket({ timestampNs: 1n, source: end, destination: end, payload: Buffer.from(text) });
const capture = Buffer.concat([...head, packet("one"), packet("two")]);

describe("a capture with its secrets", () => {
  it("has them before its first packet and is otherwise what it was", () => {
    const blocks = [...readPcapng(withSecrets(capture, KEY_LOG))];
    expect(blocks.map(({ kind }) => kind)).to.deep.equal([
      "section",
      "interface",
      "secrets",
      "packet",
      "packet",
    ]);
    expect(blocks[2]).to.deep.equal({ kind: "secrets", keyLog: KEY_LOG });
    expect(blocks.filter(({ kind }) => kind !== "secrets")).to.deep.equal([...readPcapng(capture)]);
  });

  it("has them at its end when there is no packet", () => {
    const blocks = [...readPcapng(withSecrets(Buffer.concat(head), KEY_LOG))];
    expect(blocks.map(({ kind }) => kind)).to.deep.equal(["section", "interface", "secrets"]);
  });

  for (const [what, bytes, code] of [
    ["nothing", new Uint8Array(), "not-pcapng"],
    ["another file", Buffer.from("MZ".repeat(20)), "not-pcapng"],
    ["a file that ends inside its head", capture.subarray(0, 70), "truncated"],
    ["a block shorter than its own frame", Buffer.concat([...head, Buffer.alloc(16)]), "corrupt"],
  ] as const) {
    it(`cannot be made of ${what}`, () => {
      expect(() => withSecrets(bytes, KEY_LOG))
        .to.throw(CaptureParseError)
        .with.property("code", code);
    });
  }

  it("answers any bytes with bytes or a CaptureParseError", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(capture.length), (noise, at) => {
        const damaged = Buffer.concat([capture.subarray(0, at), noise]);
        try {
          expect(withSecrets(damaged, KEY_LOG).length).to.be.greaterThan(damaged.length);
        } catch (error) {
          expect(error).to.be.instanceOf(CaptureParseError);
        }
      }),
    );
  });
});
