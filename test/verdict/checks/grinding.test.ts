import { expect } from "chai";
import shortCodeScenario from "../../../scenarios/shortCode.ts";
import { grindShortCode } from "../../../src/attacks/grindShortCode.ts";
import { certificateFingerprint } from "../../../src/sdp/fingerprint.ts";
import type { Fact, TraceEvent } from "../../../src/trace/events.ts";
import { grinding } from "../../../src/verdict/checks/grinding.ts";
import { CERTIFICATE } from "../../sdp/samples.ts";
import { caseOf, nothingRecorded, traceOf } from "../cases.ts";

const certificates = {
  alice: Buffer.from("certificate of alice"),
  bob: Buffer.from("certificate of bob"),
  "bob-leg": Buffer.from("certificate of bob-leg"),
};
const template = { der: CERTIFICATE, mutable: { offset: CERTIFICATE.length - 6, length: 6 } };

describe("check of grinding", () => {
  let aliceLeg: Uint8Array;
  let tries: number;
  before(() => {
    const print = (name: keyof typeof certificates) => certificateFingerprint(certificates[name], "sha-256");
    const found = grindShortCode.settleCertificate?.({
      caller: print("alice"),
      callee: print("bob"),
      calleeLeg: print("bob-leg"),
      template,
    });
    if (!found) throw new Error("the attack settles no certificate");
    aliceLeg = found.certificate;
    tries = found.tries;
  });

  /** The trace of such a call; a certificate can be left out or put in place of another. */
  function trace(
    changes: { toAlice?: Uint8Array; toBob?: Uint8Array; ground?: Uint8Array; tries?: number } = {},
  ): TraceEvent[] {
    const made = (owner: "alice" | "bob"): [TraceEvent["actor"], Fact] => [
      owner,
      {
        kind: "key-made",
        pid: 1,
        owner,
        algorithm: "ECDSA P-256",
        certificate: certificates[owner].toString("base64"),
      },
    ];
    const shown = (owner: "alice" | "bob", certificate: Uint8Array): [TraceEvent["actor"], Fact] => [
      owner,
      {
        kind: "certificate-delivered",
        owner,
        role: "client",
        certificate: Buffer.from(certificate).toString("base64"),
      },
    ];
    return traceOf(
      ["conductor", { kind: "call-started", call: 1, caller: "alice", room: "call-1" }],
      made("alice"),
      made("bob"),
      [
        "server",
        {
          kind: "certificate-ground",
          owner: "alice-leg",
          certificate: Buffer.from(changes.ground ?? aliceLeg).toString("base64"),
          tries: changes.tries ?? tries,
          durationMs: 100,
        },
      ],
      shown("alice", changes.toAlice ?? aliceLeg),
      shown("bob", changes.toBob ?? certificates["bob-leg"]),
    );
  }
  const check = (events: readonly TraceEvent[]) =>
    grinding(caseOf(shortCodeScenario, events, nothingRecorded))[0];

  it("holds when both people read what the other expects although the certificates differ, and names it and the tries", () => {
    const found = check(trace());
    expect(found?.ok).to.equal(true);
    expect(found?.observed).to.match(
      new RegExp(`^equal, from different certificates: (\\w+ \\w+) and \\1, after ${tries} tries$`),
    );
    expect(found?.basis).to.deep.equal([2, 5, 3, 6, 4]);
  });

  it("fails when the codes differ, whatever the peers or the attacker say", () => {
    const found = check(trace({ toAlice: CERTIFICATE, ground: CERTIFICATE }));
    expect(found?.ok).to.equal(false);
    expect(found?.observed).to.match(/^not equal: Alice expects /);
  });

  it("fails when the peers see each other's own certificates: then the codes agree without any search", () => {
    const found = check(trace({ toAlice: certificates.bob, toBob: certificates.alice }));
    expect(found).to.include({ ok: false, observed: "equal, from the same certificates" });
  });

  it("fails when nobody was shown what was ground, or nothing was tried", () => {
    expect(check(trace({ ground: CERTIFICATE }))?.ok).to.equal(false);
    expect(check(trace({ tries: 0 }))?.ok).to.equal(false);
  });

  it("cannot be made when a peer was shown no certificate", () => {
    expect(
      check(trace().filter(({ kind, actor }) => kind !== "certificate-delivered" || actor !== "bob"))?.ok,
    ).to.equal(null);
  });

  it("is left out where nobody grinds", () => {
    const without = trace().filter(({ kind }) => kind !== "certificate-ground");
    expect(grinding(caseOf(shortCodeScenario, without, nothingRecorded))).to.deep.equal([]);
  });
});
