import { expect } from "chai";
import honest from "../../../scenarios/honest.ts";
import type { TraceEvent } from "../../../src/trace/events.ts";
import { memory } from "../../../src/verdict/checks/memory.ts";
import { keyOrigin } from "../../../src/verdict/evidence/keyOrigin.ts";
import { foundIn, whoHoldsWhat } from "../../../src/verdict/evidence/whoHoldsWhat.ts";
import { caseOf, nothingRecorded } from "../cases.ts";
import {
  belongs,
  type Finds,
  madeKey,
  searchedRun,
  sessionSecret,
  unsearchedRun,
} from "../searchedMemory.ts";

const HONEST = [
  ...madeKey("alice", "alice"),
  ...madeKey("bob", "bob"),
  sessionSecret("alice", "alice", "1a"),
  sessionSecret("bob", "bob", "1a"),
];
const ATTACKED = [
  ...madeKey("alice", "alice"),
  ...madeKey("bob", "bob"),
  ...madeKey("server", "alice-leg"),
  ...madeKey("server", "bob-leg"),
  sessionSecret("alice", "alice", "1a"),
  sessionSecret("server", "alice-leg", "1a"),
  sessionSecret("server", "bob-leg", "2b"),
  sessionSecret("bob", "bob", "2b"),
];

describe("the checks of the memory search", () => {
  it("hold when each key is in its owner alone and each session secret in its two ends", () => {
    expect(verdicts(searchedRun(HONEST))).to.deep.equal({
      "memory-control": true,
      "memory-keys": true,
      "memory-session-secrets": true,
    });
    expect(verdicts(searchedRun(ATTACKED))).to.deep.equal({
      "memory-control": true,
      "memory-keys": true,
      "memory-session-secrets": true,
    });
  });

  it("name who holds what in an attacked run", () => {
    const [, , sessions] = memory(caseOf(honest, searchedRun(ATTACKED), nothingRecorded));
    expect(sessions?.observed).to.equal(
      "session secret of alice and alice-leg: alice and server; session secret of bob and bob-leg: bob and server",
    );
  });

  for (const [what, finds, expected] of [
    [
      "a peer's key also stands in the server",
      also("server", "alice certificate key"),
      { "memory-keys": false },
    ],
    [
      "a peer's key also stands in the other peer",
      also("bob", "alice certificate key"),
      { "memory-keys": false },
    ],
    [
      "a session secret stands in the network",
      also("network", "session secret"),
      { "memory-session-secrets": false },
    ],
    ["a key is not even found in its owner", except("bob", "bob certificate key"), { "memory-keys": false }],
    [
      "a session secret is missing in one end",
      except("bob", "session secret"),
      { "memory-session-secrets": false },
    ],
  ] as const) {
    it(`fail, and only where it shows, when ${what}`, () => {
      expect(verdicts(searchedRun(HONEST, finds))).to.deep.equal({
        "memory-control": true,
        "memory-keys": true,
        "memory-session-secrets": true,
        ...expected,
      });
    });
  }

  for (const [what, finds] of [
    ["a marker is not found where it was planted", except("network", "network marker")],
    ["a marker is found where it was not planted", also("server", "alice marker")],
  ] as const) {
    it(`do not trust a search whose control fails: ${what}`, () => {
      expect(verdicts(searchedRun(HONEST, finds))).to.deep.equal({
        "memory-control": false,
        "memory-keys": null,
        "memory-session-secrets": null,
      });
    });
  }

  it("do not take a search of three actors for one of four", () => {
    const trace = searchedRun(HONEST).filter(
      (event) => event.kind !== "memory-searched" || event.subject !== "network",
    );
    expect(verdicts(trace)).to.deep.equal({
      "memory-control": false,
      "memory-keys": null,
      "memory-session-secrets": null,
    });
  });

  it("are not made, and say why, where memory could not be read", () => {
    const checks = memory(
      caseOf(honest, unsearchedRun(HONEST, "this system is darwin, not Linux"), nothingRecorded),
    );
    for (const { ok, observed } of checks) {
      expect(ok).to.equal(null);
      expect(observed).to.equal("memory was not searched: this system is darwin, not Linux");
    }
  });
});

describe("the origin of a key", () => {
  it("is the owner's process when the key is in its memory and in no other", () => {
    const { value, basis } = origin(searchedRun(HONEST));
    expect(value).to.equal("own-process");
    expect(basis).to.include.members([5, 6, 11, 12, 13, 14]);
  });

  it("is elsewhere when another actor holds the key as well, whatever the owner reported", () => {
    const { value, because } = origin(searchedRun(HONEST, also("server", "alice certificate key")));
    expect({ value, because }).to.deep.equal({
      value: "elsewhere",
      because: "the key stood in the memory of server",
    });
  });

  for (const [what, trace] of [
    ["memory was not searched", unsearchedRun(HONEST, "left out by --quick")],
    ["the key was not found at all", searchedRun(HONEST, except("alice", "alice certificate key"))],
    ["the search did not find its own markers", searchedRun(HONEST, except("bob", "bob marker"))],
    [
      "the reported key is not the certificate's",
      searchedRun([...madeKey("alice", "alice").slice(0, 1), ...madeKey("bob", "bob")]),
    ],
  ] as const) {
    it(`is unknown when ${what}`, () => {
      expect(origin(trace).value).to.equal("unknown");
    });
  }

  it("says, without a search, what the process reported", () => {
    expect(origin(unsearchedRun(HONEST, "left out by --quick")).because).to.equal(
      "memory was not searched: left out by --quick; process 101, which is alice, reported that it made the key",
    );
  });
});

describe("the table of who holds what", () => {
  it("has a row for each marker, key and session secret, with counts and the bytes searched", () => {
    const table = whoHoldsWhat(searchedRun(HONEST));
    expect(table.map((row) => [row.label, foundIn(row)])).to.deep.equal([
      ["marker planted in alice", ["alice"]],
      ["marker planted in bob", ["bob"]],
      ["marker planted in server", ["server"]],
      ["marker planted in network", ["network"]],
      ["certificate key of alice", ["alice"]],
      ["certificate key of bob", ["bob"]],
      ["session secret of alice and bob", ["alice", "bob"]],
    ]);
    expect(table[4]?.found.alice).to.deep.equal({ count: 2, bytes: 1000, encodings: ["raw"] });
    expect(table[4]?.found.server).to.deep.equal({ count: 0, bytes: 1000, encodings: [] });
  });

  it("says nothing of a secret that was made after the search", () => {
    const late = sessionSecret("alice", "alice", "3c");
    const trace = [...searchedRun(HONEST), { seq: 99, at: 99, actor: late[0], ...late[1] }];
    expect(whoHoldsWhat(trace).at(-1)?.found.alice).to.equal(undefined);
  });
});

function also(actor: string, secret: string): Finds {
  return (subject, id, holders) =>
    belongs(subject, id, holders) || (subject === actor && id.startsWith(secret));
}

function except(actor: string, secret: string): Finds {
  return (subject, id, holders) =>
    belongs(subject, id, holders) && !(subject === actor && id.startsWith(secret));
}

function verdicts(trace: readonly TraceEvent[]): Record<string, boolean | null> {
  return Object.fromEntries(memory(caseOf(honest, trace, nothingRecorded)).map(({ id, ok }) => [id, ok]));
}

function origin(trace: readonly TraceEvent[]) {
  return keyOrigin(caseOf(honest, trace, nothingRecorded), "alice");
}
