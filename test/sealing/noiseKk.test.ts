import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { expect } from "chai";
import { seal } from "../../src/sealing/aead.ts";
import { type Handshaker, initiate, respond } from "../../src/sealing/noiseKk.ts";

/** The vector of this protocol in the collection of cacophony, which snow and other implementations are tested with. */
const VECTOR = {
  prologue: "4a6f686e2047616c74",
  initiator: {
    static: "e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1",
    ephemeral: "893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a",
  },
  responder: {
    static: "4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893",
    ephemeral: "bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b",
  },
  messages: [
    {
      payload: "4c756477696720766f6e204d69736573",
      ciphertext:
        "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c79448564738a841228e693caeec4c497a8bd562231c3e51a1f03c4fd45dfe3a67870",
    },
    {
      payload: "4d757272617920526f746862617264",
      ciphertext:
        "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f144808843b94504c4d83506f5dd2568b68490eba8ed6f9cf2cca194a273c56d7ae3c558",
    },
    {
      payload: "462e20412e20486179656b",
      ciphertext: "6a5c10a201d4e3a08f79f64949e55731f774913a4d949bda3fcebf",
    },
    {
      payload: "4361726c204d656e676572",
      ciphertext: "4e8a1bf06926fdd74e2f516e2b0c11cc1dc3387fadeb75389d4342",
    },
  ],
} as const;

const bytes = (hex: string) => Buffer.from(hex, "hex");
const hex = (value: Uint8Array | undefined) => value && Buffer.from(value).toString("hex");
/** PKCS #8 of an X25519 key (RFC 8410 §7). */
const privateKey = (scalar: string): KeyObject =>
  createPrivateKey({ key: bytes(`302e020100300506032b656e04220420${scalar}`), format: "der", type: "pkcs8" });

function side(own: "initiator" | "responder", changes: Partial<Handshaker> = {}): Handshaker {
  const other = own === "initiator" ? "responder" : "initiator";
  return {
    own: privateKey(VECTOR[own].static),
    counterpart: createPublicKey(privateKey(VECTOR[other].static)),
    ephemeral: privateKey(VECTOR[own].ephemeral),
    prologue: bytes(VECTOR.prologue),
    ...changes,
  };
}

describe("the Noise handshake KK", () => {
  const [first, second, third, fourth] = VECTOR.messages;
  const initiated = initiate(side("initiator"), bytes(first.payload));
  const responded = respond(side("responder"), initiated.message, bytes(second.payload));

  it("makes the messages and keys of the published vector", () => {
    expect(hex(initiated.message)).to.equal(first.ciphertext);
    expect(hex(responded?.message)).to.equal(second.ciphertext);
    expect(hex(responded?.payload)).to.equal(first.payload);
    const finished = initiated.finish(responded?.message ?? Buffer.of());
    expect(hex(finished?.payload)).to.equal(second.payload);
    expect(finished?.keys).to.deep.equal(responded?.keys);
    const { fromInitiator, fromResponder } = finished?.keys ?? expect.fail("there are no keys");
    expect(hex(seal(fromInitiator, 0n, Buffer.of(), bytes(third.payload)))).to.equal(third.ciphertext);
    expect(hex(seal(fromResponder, 0n, Buffer.of(), bytes(fourth.payload)))).to.equal(fourth.ciphertext);
  });

  it("refuses a message with any byte changed, on both sides", () => {
    const answer = responded?.message ?? expect.fail("there is no answer");
    for (const at of [0, 31, 32, 40, initiated.message.length - 1]) {
      expect(respond(side("responder"), flipped(initiated.message, at)), `byte ${at}`).to.equal(undefined);
      expect(initiated.finish(flipped(answer, Math.min(at, answer.length - 1))), `byte ${at}`).to.equal(
        undefined,
      );
    }
  });

  it("refuses whoever does not hold the known static key, or has another prologue", () => {
    const mallory = { own: privateKey("77".repeat(32)) };
    const other = { prologue: Buffer.from("another call") };
    for (const changes of [mallory, other]) {
      expect(respond(side("responder"), initiate(side("initiator", changes)).message)).to.equal(undefined);
      const { message, finish } = initiate(side("initiator"));
      const answer = respond(side("responder", changes), message)?.message;
      expect(answer && finish(answer)).to.equal(undefined);
    }
  });

  it("refuses an answer to another message, as a replay would be", () => {
    const again = initiate(side("initiator", { ephemeral: privateKey("55".repeat(32)) }));
    expect(again.finish(responded?.message ?? Buffer.of())).to.equal(undefined);
  });

  it("refuses what is no message: nothing, too few bytes, a public key of low order", () => {
    for (const message of [Buffer.of(), Buffer.alloc(31, 9), Buffer.alloc(32), Buffer.alloc(48)]) {
      expect(respond(side("responder"), message)).to.equal(undefined);
      expect(initiated.finish(message)).to.equal(undefined);
    }
  });
});

function flipped(message: Uint8Array, at: number): Uint8Array {
  // Not the highest bit of a public key's last byte, which X25519 ignores (RFC 7748 §5) and the hash does not.
  return message.map((byte, index) => (index === at ? byte ^ 1 : byte));
}
