import { expect } from "chai";
import fc from "fast-check";
import { decodeCodeMessage, encodeCodeMessage } from "../../src/comparison/codeMessage.ts";
import { digest } from "./arbitraries.ts";

const decode = (content: Uint8Array) => decodeCodeMessage(Buffer.from(content).toString("utf8"));

describe("comparison code message", () => {
  it("comes back from its encoding as it was", () => {
    fc.assert(
      fc.property(digest, digest, (one, other) => {
        const commitment = decode(encodeCodeMessage({ kind: "commitment", commitment: one }));
        if (commitment?.kind !== "commitment") throw new Error("not a commitment");
        expect(Uint8Array.from(commitment.commitment)).to.deep.equal(one);
        const reveal = decode(encodeCodeMessage({ kind: "reveal", value: one, nonce: other }));
        if (reveal?.kind !== "reveal") throw new Error("not a reveal");
        expect([reveal.value, reveal.nonce].map((bytes) => Uint8Array.from(bytes))).to.deep.equal([
          one,
          other,
        ]);
      }),
    );
  });

  it("is one line of JSON with lower-case hexadecimal", () => {
    const commitment = Uint8Array.of(0, 0xab, 0xff);
    expect(Buffer.from(encodeCodeMessage({ kind: "commitment", commitment })).toString()).to.equal(
      '{"kind":"commitment","commitment":"00abff"}',
    );
  });

  it("is undefined for whatever is no such message: other text, missing parts, bytes too many or none", () => {
    for (const text of [
      "",
      "Hello Bob",
      "null",
      "[]",
      '{"kind":"commitment"}',
      '{"kind":"commitment","commitment":""}',
      '{"kind":"commitment","commitment":"abc"}',
      '{"kind":"commitment","commitment":"AB"}',
      '{"kind":"commitment","commitment":12}',
      `{"kind":"commitment","commitment":"${"00".repeat(65)}"}`,
      '{"kind":"reveal","value":"00"}',
      '{"kind":"other","commitment":"00"}',
      '{"__proto__":{"kind":"commitment"},"commitment":"00"}',
    ])
      expect(decodeCodeMessage(text), text).to.equal(undefined);
    expect(decodeCodeMessage(`{"kind":"commitment","commitment":"${"00".repeat(64)}"}`)).not.to.equal(
      undefined,
    );
  });

  it("never throws, whatever arrives", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
        decodeCodeMessage(text);
      }),
    );
  });
});
