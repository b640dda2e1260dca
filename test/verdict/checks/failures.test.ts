import { expect } from "chai";
import {
  CHECK_KINDS,
  type Check,
  type CheckId,
  type CheckKind,
  isCheckId,
} from "../../../src/contract/check.ts";
import { FAILURES } from "./failures/index.ts";

function outcome(checks: readonly Check[], id: CheckId) {
  const check = checks.find((candidate) => candidate.id === id);
  return { ok: check?.ok, observed: check?.observed ?? "" };
}

/** What an id is an id of: "link" of "link-alice". */
function kindOf(id: CheckId): CheckKind | undefined {
  return CHECK_KINDS.find((kind) => kind === id) ?? CHECK_KINDS.find((kind) => id.startsWith(`${kind}-`));
}

describe("every check", () => {
  it("has been seen to fail: a new one has to be added to the failures", () => {
    for (const kind of CHECK_KINDS) {
      expect(FAILURES[kind], kind).to.be.an("array").that.is.not.empty;
      for (const { id } of FAILURES[kind]) expect(kindOf(id), id).to.equal(kind);
    }
  });

  it("has an id that the contract knows, and nothing else has", () => {
    for (const id of ["link-alice", "signalling-call-1", "signalling-call-12", "secrets-held"])
      expect(isCheckId(id), id).to.equal(true);
    for (const id of ["link", "link-carol", "signalling-call-", "signalling-call-0", "x secrets-held", ""])
      expect(isCheckId(id), id).to.equal(false);
  });
});

for (const [kind, failures] of Object.entries(FAILURES)) {
  describe(`the check ${kind}`, () => {
    for (const { id, when, before, after, observed, ok = false } of failures) {
      it(`holds, and fails for its own reason when ${when}`, async () => {
        const held = outcome(await before(), id);
        expect(held.ok, `${id} as it is: ${held.observed}`).to.equal(true);
        const failed = outcome(await after(), id);
        expect(failed.observed).to.match(observed);
        expect(failed.ok, `${id}: ${failed.observed}`).to.equal(ok);
      });
    }
  });
}
