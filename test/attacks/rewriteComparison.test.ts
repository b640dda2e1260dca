import { expect } from "chai";
import { rewriteComparison } from "../../src/attacks/rewriteComparison.ts";
import { formatFingerprint } from "../../src/sdp/fingerprint.ts";
import { counterpartOf, PEERS, type PeerName } from "../../src/trace/parties.ts";
import { printOf, replacementOf } from "./leg.ts";

const genuine = { alice: printOf("alice"), bob: printOf("bob") };
const legs = { alice: printOf("alice-leg"), bob: printOf("bob-leg") };
const alter = rewriteComparison.messages?.({ genuine, legs, random: (bytes) => new Uint8Array(bytes) });

function heardFrom(from: PeerName, text: string): string | undefined {
  const content = replacementOf(alter?.({ from, channel: "chat", type: "text", content: Buffer.from(text) }));
  return content && Buffer.from(content).toString("utf8");
}

describe("attack rewrite-comparison", () => {
  for (const from of PEERS) {
    const to = counterpartOf(from);
    it(`lets ${to} hear the fingerprint of the leg that ${to} sees, wherever ${from} tells its own`, () => {
      const own = formatFingerprint(genuine[from]);
      const expected = formatFingerprint(legs[to]);
      expect(heardFrom(from, own)).to.equal(expected);
      expect(heardFrom(from, `Mine is ${own}. Again: ${own}.`)).to.equal(
        `Mine is ${expected}. Again: ${expected}.`,
      );
    });
  }

  it("lets everything else pass as it is, a fingerprint of somebody else among it", () => {
    expect(heardFrom("alice", "Hello")).to.equal(undefined);
    expect(heardFrom("alice", formatFingerprint(genuine.bob))).to.equal(undefined);
    expect(heardFrom("alice", formatFingerprint(printOf("carol")))).to.equal(undefined);
  });
});
