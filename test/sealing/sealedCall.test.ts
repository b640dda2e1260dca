import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import type { CallContext } from "../../src/defences/defence.ts";
import { SealedCall } from "../../src/sealing/sealedCall.ts";
import type { PeerName } from "../../src/trace/parties.ts";
import { contextOf } from "../defences/context.ts";
import { WERIFT } from "../sdp/samples.ts";

interface Keys {
  readonly alice: Uint8Array;
  readonly bob: Uint8Array;
}

/** One peer's side of a call, and the keys that it says it has. */
function peer(me: PeerName, changes: Partial<CallContext> = {}) {
  const keys: Keys[] = [];
  const call = new SealedCall({
    ...contextOf(me, changes),
    ephemeral: generateKeyPairSync("x25519").privateKey,
    onKeys: (agreed) => keys.push(agreed),
  });
  return { call, keys };
}

/** Both sides of a call that was set up; `carry` is what the signalling makes of each description. */
function setUp({
  carry = (sdp: string) => sdp,
  ofBob = {},
}: {
  readonly carry?: (sdp: string) => string;
  readonly ofBob?: Partial<CallContext>;
} = {}) {
  const [alice, bob] = [peer("alice"), peer("bob", ofBob)];
  const refusedByBob = bob.call.incoming("offer", carry(alice.call.outgoing("offer", WERIFT)));
  const refusedByAlice = alice.call.incoming("answer", carry(bob.call.outgoing("answer", WERIFT)));
  return { alice, bob, codes: [refusedByAlice?.code, refusedByBob?.code] };
}

const HELLO = { channel: "chat", type: "text", content: Buffer.from("hello") } as const;

describe("a sealed call", () => {
  it("gives both peers the same keys, one for each direction, and others in each call", () => {
    const { alice, bob, codes } = setUp();
    expect(codes).to.deep.equal([undefined, undefined]);
    expect(alice.keys).to.have.length(1).and.deep.equal(bob.keys);
    expect(alice.keys[0]?.alice).not.to.deep.equal(alice.keys[0]?.bob);
    expect(setUp().alice.keys).not.to.deep.equal(alice.keys);
  });

  it("brings text and binary over as they were, also in another order, and shows none of it", () => {
    const { alice, bob } = setUp();
    const binary = { channel: "files", type: "binary", content: Buffer.from([0, 255]) } as const;
    const [one, other] = [alice.call.seal(HELLO), alice.call.seal(binary)];
    expect(one.includes("hello")).to.equal(false);
    expect(one).to.have.length("hello".length + 25);
    expect(bob.call.open("files", other)).to.deep.equal(binary);
    expect(bob.call.open("chat", one)).to.deep.equal(HELLO);
    expect(alice.call.open("chat", bob.call.seal(HELLO))).to.deep.equal(HELLO);
  });

  it("refuses what was changed, replayed, sent back, moved to another channel, or never sealed", () => {
    const { alice, bob } = setUp();
    const sealed = alice.call.seal(HELLO);
    const refused = (channel: string, arrived: string | Uint8Array, by = bob) =>
      expect(by.call.open(channel, arrived)).to.have.property("code", "SEAL_INVALID");
    for (const at of sealed.keys())
      refused(
        "chat",
        sealed.map((byte, index) => (index === at ? byte ^ 1 : byte)),
      );
    refused("files", sealed);
    refused("chat", sealed, alice);
    refused("chat", "hello");
    refused("chat", Buffer.of());
    refused("chat", setUp().alice.call.seal(HELLO));
    expect(bob.call.open("chat", sealed)).to.deep.equal(HELLO);
    refused("chat", sealed);
  });

  it("refuses a description without its part, with two, or with a stranger's", () => {
    const missing = (sdp: string) => sdp.replace(/a=x-lab-seal:.*\r\n/, "");
    expect(setUp({ carry: missing }).codes).to.deep.equal(["AGREEMENT_MISSING", "AGREEMENT_MISSING"]);
    const twice = (sdp: string) => sdp.replace(/a=x-lab-seal:.*\r\n/, "$&$&");
    expect(setUp({ carry: twice }).codes).to.deep.equal(["AGREEMENT_MISSING", "AGREEMENT_INVALID"]);
    const strangers = generateKeyPairSync("x25519");
    const { agreementKeys } = contextOf("bob");
    const ofBob = { agreementKeys: { ...agreementKeys, own: strangers.privateKey } };
    expect(setUp({ ofBob }).codes[1]).to.equal("AGREEMENT_INVALID");
  });

  it("refuses a part that was made for another call", () => {
    expect(setUp({ ofBob: { session: "call 2" } }).codes[1]).to.equal("AGREEMENT_INVALID");
  });

  it("keeps its keys, and goes on counting, when offer and answer are exchanged again", () => {
    const { alice, bob } = setUp();
    const before = alice.call.seal(HELLO);
    const offer = bob.call.outgoing("offer", WERIFT);
    expect(offer, "nothing to agree on again").to.equal(WERIFT);
    expect(alice.call.incoming("offer", offer)).to.equal(undefined);
    expect(bob.call.incoming("answer", alice.call.outgoing("answer", WERIFT))).to.equal(undefined);
    expect(alice.keys).to.have.length(1);
    expect(alice.call.seal(HELLO).subarray(0, 8)).not.to.deep.equal(before.subarray(0, 8));
    expect(bob.call.open("chat", before)).to.deep.equal(HELLO);
  });

  it("seals nothing before the keys are agreed on", () => {
    expect(() => peer("alice").call.seal(HELLO)).to.throw("not agreed on");
  });
});
