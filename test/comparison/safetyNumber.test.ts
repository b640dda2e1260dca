import { expect } from "chai";
import { sha256Digest } from "../../src/comparison/digests.ts";
import { safetyNumber, safetyNumberHalf } from "../../src/comparison/safetyNumber.ts";
import { fingerprint } from "./arbitraries.ts";

describe("comparison safety number", () => {
  it("gives the displayed number of libsignal's test vector", () => {
    // signalapp/libsignal rust/protocol/src/fingerprint.rs: identities, identifiers and DISPLAYABLE_FINGERPRINT_V1.
    const alice = Buffer.from("0506863bc66d02b40d27b8d49ca7c09e9239236f9d7d25d6fcca5ce13c7064d868", "hex");
    const bob = Buffer.from("05f781b6fb32fed9ba1cf2de978d4d5da28dc34046ae814402b5c0dbd96fda907b", "hex");
    const halves = [
      safetyNumberHalf(alice, Buffer.from("+14152222222")).join(""),
      safetyNumberHalf(bob, Buffer.from("+14153333333")).join(""),
    ];
    expect(halves.toSorted().join("")).to.equal(
      "300354477692869396892869876765458257569162576843440918079131",
    );
  });

  it("is made of one half for each certificate, the smaller half first", () => {
    const mine = fingerprint(new Uint8Array(32).fill(1));
    const theirs = fingerprint(new Uint8Array(32).fill(2));
    const halves = [mine, theirs].map((own) =>
      safetyNumberHalf(sha256Digest(own), new Uint8Array()).join(" "),
    );
    const text = safetyNumber.readAloud({ mine, theirs });
    expect(text).to.equal(halves.toSorted().join(" "));
    expect(text).to.match(/^(?:\d{5} ){11}\d{5}$/);
  });
});
