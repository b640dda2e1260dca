import { expect } from "chai";
import honest from "../../../scenarios/honest.ts";
import unguarded from "../../../scenarios/unguardedStack.ts";
import { nonceExploit } from "../../../src/verdict/checks/nonceExploit.ts";
import { noncesUnique } from "../../../src/verdict/checks/noncesUnique.ts";
import { flipped, hex, openssl, werift } from "../../dtls/fixture.ts";
import { caseOf, nothingRecorded, recordingOf, traceOf } from "../cases.ts";

const withReuse = recordingOf(werift.datagrams);
const withoutReuse = recordingOf(openssl.datagrams);
/** The handshake is missing, so the nonces cannot be told. */
const unknownSuite = recordingOf(werift.datagrams.slice(11));

const secretFact = (masterSecret: Uint8Array) =>
  traceOf([
    "alice",
    {
      kind: "session-secrets",
      owner: "alice",
      clientRandom: hex(werift.clientRandom),
      entries: [{ label: "CLIENT_RANDOM", value: hex(masterSecret) }],
    },
  ]);

describe("the check of nonces", () => {
  const outcome = (scenario: typeof honest, recording: typeof withReuse) =>
    noncesUnique(caseOf(scenario, [], recording)).map(({ expected, observed, ok }) => ({
      expected,
      observed,
      ok,
    }));

  it("expects none where the stack is guarded, and fails if it finds some", () => {
    expect(outcome(honest, withoutReuse)).to.deep.equal([{ expected: "none", observed: "none", ok: true }]);
    expect(outcome(honest, withReuse)).to.deep.equal([
      { expected: "none", observed: "some: 2 pairs", ok: false },
    ]);
  });

  it("expects some where the guard is left off, and fails if it finds none", () => {
    expect(outcome(unguarded, withReuse)).to.deep.equal([
      { expected: "some", observed: "some: 2 pairs", ok: true },
    ]);
    expect(outcome(unguarded, withoutReuse)).to.deep.equal([
      { expected: "some", observed: "none", ok: false },
    ]);
  });

  it("is not made if nothing was recorded or the suite is not known", () => {
    for (const recording of [nothingRecorded, unknownSuite]) {
      expect(outcome(honest, recording).map(({ ok }) => ok)).to.deep.equal([null]);
    }
  });
});

describe("the check of what a nonce used twice gives away", () => {
  it("shows the true bytes of both records in hexadecimal, with their ports", () => {
    const [check] = nonceExploit(caseOf(unguarded, secretFact(werift.masterSecret), withReuse));
    expect(check).to.include({ id: "nonce-exploit", ok: true, expected: "the true bytes of 2 of 2 records" });
    expect(check?.observed).to.match(
      /^the true bytes of 2 of 2 records: 13881388[0-9a-f]{16} \(SCTP ports 5000 to 5000, .*; 13881388[0-9a-f]{16} /,
    );
    expect(check?.basis).to.deep.equal(["packet:13", "packet:29", "packet:15", "packet:31"]);
  });

  it("fails if the recovered bytes are not the true ones", () => {
    // The last clear message of each side arrives with another number, so the head of Finished is wrong.
    const [recorded] = withReuse.associations;
    if (recorded?.dtls !== "1.2") throw new Error("no association");
    const { association } = recorded;
    const messages = association.messages.map((message) => ({ ...message }));
    const extra = messages.flatMap((message) =>
      message.type === 14 ? [{ ...message, type: 4, messageSeq: message.messageSeq + 1 }] : [],
    );
    const wrong = { ...association, messages: [...messages, ...extra] };
    const recording = { ...withReuse, associations: [{ ...recorded, association: wrong }] };
    const [check] = nonceExploit(caseOf(unguarded, secretFact(werift.masterSecret), recording));
    expect(check?.ok).to.equal(false);
    expect(check?.observed).to.match(/^the true bytes of 1 of 2 records/);
  });

  it("is not made without the true secret, and not where no nonce came twice", () => {
    const without = [[], secretFact(flipped(werift.masterSecret))];
    for (const trace of without) {
      const [check] = nonceExploit(caseOf(unguarded, trace, withReuse));
      expect(check).to.include({
        ok: null,
        observed: "not tested: no session secret of the run opens the record",
      });
    }
    expect(nonceExploit(caseOf(unguarded, [], withoutReuse))).to.deep.equal([]);
    expect(nonceExploit(caseOf(unguarded, [], unknownSuite))).to.deep.equal([]);
  });
});
