import { expect } from "chai";
import fc from "fast-check";
import { keyBlock } from "../../src/dtls/crypto/keySchedule.ts";
import {
  explicitNonceLength,
  openRecord,
  type ProtectionKey,
  protectionKey,
  sealRecord,
} from "../../src/dtls/crypto/protection.ts";
import { cipherSuite } from "../../src/dtls/wire/registry.ts";
import {
  flipped,
  hex,
  present,
  type Recording,
  randomsOf,
  recordings,
  suiteOf,
  unhex,
  werift,
} from "./fixture.ts";
import { parseRecords } from "./parseRecords.ts";

/** The keys that each side of a recording writes with. */
function keysOf({ association, masterSecret }: Recording): { a: ProtectionKey; b: ProtectionKey } {
  const suite = suiteOf(association);
  const block = keyBlock(suite, masterSecret, randomsOf(association));
  const client = protectionKey(suite, block, "client");
  const server = protectionKey(suite, block, "server");
  return association.client === "a" ? { a: client, b: server } : { a: server, b: client };
}

const suites = [0xc02b, 0xc030, 0xcca9].map((code) => present(cipherSuite(code)));
const someKeys = suites.map((suite) =>
  protectionKey(suite, keyBlock(suite, werift.masterSecret, randomsOf(werift.association)), "client"),
);

describe("record protection", () => {
  for (const recording of recordings) {
    it(`opens every record and seals it again to the same wire bytes: ${recording.source}`, () => {
      const keys = keysOf(recording);
      for (const { from, record } of recording.association.encrypted) {
        const opened = openRecord(keys[from], record);
        if (!opened.ok) throw new Error(opened.reason);
        const { contentType, epoch, sequence, fragment } = record;
        const nonceLength = explicitNonceLength(keys[from].aead);
        const explicitNonce = fragment.subarray(0, nonceLength);
        const { plaintext } = opened;
        const sealed = sealRecord(keys[from], { contentType, epoch, sequence, plaintext, explicitNonce });
        expect(hex(present(parseRecords(sealed)[0]).fragment)).to.equal(hex(fragment));
      }
      expect(recording.association.encrypted).to.have.length.above(6);
    });
  }

  it("opens what it sealed, for every suite, number and length", () => {
    const record = fc.record({
      keys: fc.constantFrom(...someKeys),
      epoch: fc.nat(65535),
      sequence: fc.nat(2 ** 48 - 1),
      plaintext: fc.uint8Array({ maxLength: 1500 }),
      contentType: fc.constantFrom("application_data" as const, "alert" as const, "handshake" as const),
    });
    fc.assert(
      fc.property(record, ({ keys, ...plain }) => {
        const [wire] = parseRecords(sealRecord(keys, plain));
        const opened = openRecord(keys, present(wire));
        expect(opened.ok && hex(opened.plaintext)).to.equal(hex(plain.plaintext));
        expect(wire).to.include({
          epoch: plain.epoch,
          sequence: plain.sequence,
          contentType: plain.contentType,
        });
      }),
    );
  });

  for (const keys of someKeys) {
    const sealed = sealRecord(keys, {
      contentType: "application_data",
      epoch: 1,
      sequence: 5,
      plaintext: unhex("00112233"),
    });
    const record = present(parseRecords(sealed)[0]);

    it(`refuses a record if any byte or any header field was changed: ${keys.aead}`, () => {
      const { fragment, version } = record;
      const changed = [
        ...Array.from(fragment.keys(), (index) => ({ ...record, fragment: flipped(fragment, index) })),
        { ...record, contentType: "alert" as const },
        { ...record, epoch: 2 },
        { ...record, sequence: 6 },
        { ...record, version: { ...version, minor: 255 } },
        { ...record, fragment: fragment.subarray(0, fragment.length - 1) },
      ];
      const accepted = changed.filter((one) => openRecord(keys, one).ok);
      expect(accepted).to.deep.equal([]);
      expect(openRecord(keys, record).ok).to.equal(true);
    });

    it(`refuses a record that has no room for nonce and tag, and opens an empty one: ${keys.aead}`, () => {
      const shortest = explicitNonceLength(keys.aead) + 16;
      const short = { ...record, fragment: new Uint8Array(shortest - 1) };
      expect(openRecord(keys, short)).to.deep.equal({ ok: false, reason: "too-short" });
      expect(openRecord(keys, { ...record, fragment: new Uint8Array(shortest) })).to.deep.equal({
        ok: false,
        reason: "authentication-failed",
      });
      const plain = { contentType: "alert", epoch: 1, sequence: 0, plaintext: new Uint8Array(0) } as const;
      const [empty] = parseRecords(sealRecord(keys, plain));
      expect(openRecord(keys, present(empty)).ok).to.equal(true);
    });
  }

  it("refuses the other direction's key", () => {
    const keys = keysOf(werift);
    const [first] = werift.association.encrypted;
    const { from, record } = present(first);
    expect(openRecord(keys[from === "a" ? "b" : "a"], record).ok).to.equal(false);
  });

  it("makes the explicit nonce from epoch and sequence number unless it is given one", () => {
    const [gcm, , chacha] = someKeys;
    const plain = { contentType: "application_data", epoch: 1, sequence: 7, plaintext: unhex("00") } as const;
    expect(hex(sealRecord(present(gcm), plain).subarray(13, 21))).to.equal("0001000000000007");
    const explicitNonce = unhex("0011223344556677");
    expect(hex(sealRecord(present(gcm), { ...plain, explicitNonce }).subarray(13, 21))).to.equal(
      hex(explicitNonce),
    );
    expect(sealRecord(present(chacha), plain)).to.have.length(13 + 1 + 16);
    expect(() => sealRecord(present(chacha), { ...plain, explicitNonce })).to.throw(RangeError);
  });
});
