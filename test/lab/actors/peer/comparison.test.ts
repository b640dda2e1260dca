import { createHash } from "node:crypto";
import { expect } from "chai";
import { type ComparedCall, Comparison } from "../../../../lab/actors/peer/comparison.ts";
import { COMPARISON_METHODS, type ComparisonMethodId } from "../../../../src/comparison/index.ts";
import { certificateFingerprint } from "../../../../src/sdp/fingerprint.ts";
import type { AlarmCode } from "../../../../src/trace/alarmCode.ts";
import type { Fact } from "../../../../src/trace/events.ts";
import { PEERS, type PeerName } from "../../../../src/trace/parties.ts";

const IDS = Object.keys(COMPARISON_METHODS).filter(
  (id): id is ComparisonMethodId => id in COMPARISON_METHODS,
);
const fingerprint = (name: string) =>
  certificateFingerprint(createHash("sha512").update(name).digest(), "sha-256");
const secretOf = (...ends: readonly string[]) => createHash("sha512").update(ends.toSorted().join()).digest();

interface Side {
  readonly comparison: Comparison;
  readonly facts: Fact[];
  readonly alarms: { readonly code: AlarmCode; readonly message: string }[];
}

/** Two people at the ends of a call without a stack; `delivered` says whose certificate each connection showed. */
function call(
  delivered: Readonly<Record<PeerName, string>>,
  change = (text: string) => text,
  clientCode?: "shows-a-match",
) {
  const listeners: Record<PeerName, Map<string, (text: string) => void>> = {
    alice: new Map(),
    bob: new Map(),
  };
  const side = (me: PeerName, other: PeerName): Side => {
    const facts: Fact[] = [];
    const alarms: Side["alarms"] = [];
    const compared: ComparedCall = {
      deliveredFingerprint: fingerprint(delivered[me]),
      // The two ends of a session without anybody between them have one secret.
      exporter: ({ length }) => secretOf(me, delivered[me]).subarray(0, length),
      sendText: (channel, text) => listeners[other].get(channel)?.(change(text)),
      onText: (channel, listener) => {
        if (listener) listeners[me].set(channel, listener);
        else listeners[me].delete(channel);
      },
      alarm: (code, message) => alarms.push({ code, message }),
    };
    return {
      comparison: new Comparison(compared, fingerprint(me), {
        report: (fact) => facts.push(fact),
        clientCode,
      }),
      facts,
      alarms,
    };
  };
  return { alice: side("alice", "bob"), bob: side("bob", "alice") };
}

function exchange({ alice, bob }: Record<PeerName, Side>, id: ComparisonMethodId): void {
  if (!COMPARISON_METHODS[id].exchange) return;
  bob.comparison.exchangeCodes(id, "responder", "comparison");
  alice.comparison.exchangeCodes(id, "initiator", "comparison");
}

function readToEachOther({ alice, bob }: Record<PeerName, Side>, id: ComparisonMethodId): void {
  const texts = { alice: alice.comparison.readAloud(id), bob: bob.comparison.readAloud(id) };
  alice.comparison.listen(id, texts.bob);
  bob.comparison.listen(id, texts.alice);
}

const GENUINE = { alice: "bob", bob: "alice" };

describe("how a peer compares", () => {
  for (const id of IDS) {
    const method = COMPARISON_METHODS[id];
    it(`${id}: raises no alarm between the two genuine peers`, () => {
      const sides = call(GENUINE);
      exchange(sides, id);
      readToEachOther(sides, id);
      for (const peer of PEERS) {
        expect(sides[peer].alarms).to.deep.equal([]);
        expect(sides[peer].facts.at(-1)).to.include({ kind: "compared", method: id, equal: true });
      }
    });

    it(`${id}: raises the method's own alarm, in its words, when the other person reads something else`, () => {
      const { alice, bob } = call(GENUINE);
      exchange({ alice, bob }, id);
      alice.comparison.listen(id, "something else");
      expect(alice.alarms).to.deep.equal([{ code: method.alarm, message: method.sentences.mismatch }]);
      expect(alice.facts.at(-1)).to.include({ kind: "compared", heard: "something else", equal: false });
      bob.comparison.listen(id, "");
      expect(bob.alarms).to.have.lengthOf(1);
    });
  }

  it("alarms over another certificate, by every method that needs no exchange", () => {
    for (const id of IDS.filter((id) => !COMPARISON_METHODS[id].exchange)) {
      const sides = call({ alice: "alice-leg", bob: "bob-leg" });
      readToEachOther(sides, id);
      for (const peer of PEERS)
        expect(sides[peer].alarms.map(({ code }) => code)).to.deep.equal([COMPARISON_METHODS[id].alarm]);
    }
  });

  it("shows a match and raises no alarm where the client code is malicious, and only over a mismatch", () => {
    const says = (delivered: Readonly<Record<PeerName, string>>) => {
      const { alice } = call(delivered, undefined, "shows-a-match");
      alice.comparison.listen(
        "full-fingerprint",
        call({ alice: "bob", bob: "alice" }).bob.comparison.readAloud("full-fingerprint"),
      );
      return { shown: alice.facts.filter(({ kind }) => kind === "match-shown").length, alarms: alice.alarms };
    };
    expect(says({ alice: "alice-leg", bob: "bob-leg" })).to.deep.equal({ shown: 1, alarms: [] });
    expect(says({ alice: "bob", bob: "alice" })).to.deep.equal({ shown: 0, alarms: [] });
  });

  it("breaks off the exchange when genuine messages pass through somebody else's connections", () => {
    for (const id of ["committed-code-16", "exchanged-code-16"] as const) {
      const { alice, bob } = call({ alice: "alice-leg", bob: "bob-leg" });
      exchange({ alice, bob }, id);
      expect([...alice.alarms, ...bob.alarms].map(({ code }) => code)).to.include(
        "REVEALED_ANOTHER_CERTIFICATE",
      );
      expect(() => alice.comparison.readAloud(id)).to.throw("agreed on nothing");
    }
  });

  it("says over which channel of the call it read aloud and compared, and nothing of the kind out of band", () => {
    const sides = call(GENUINE);
    for (const peer of PEERS) sides[peer].comparison.listenOverCall("pgp-words", "chat");
    for (const peer of PEERS) sides[peer].comparison.tellOverCall("pgp-words", "chat");
    readToEachOther(sides, "pgp-words");
    for (const peer of PEERS) {
      const over = sides[peer].facts.map((fact) => [
        fact.kind,
        "over" in fact ? fact.over : "another channel",
      ]);
      expect(over.sort()).to.deep.equal([
        ["compared", "another channel"],
        ["compared", "chat"],
        ["read-aloud", "another channel"],
        ["read-aloud", "chat"],
      ]);
    }
  });

  it("hears over the call what arrived there, not what was sent", () => {
    const { alice, bob } = call(GENUINE, () => "rewritten");
    alice.comparison.listenOverCall("full-fingerprint", "chat");
    bob.comparison.tellOverCall("full-fingerprint", "chat");
    expect(alice.facts.at(-1)).to.include({
      kind: "compared",
      heard: "rewritten",
      equal: false,
      over: "chat",
    });
  });
});
