import { expect } from "chai";
import honest from "../../../scenarios/honest.ts";
import type { TraceEvent } from "../../../src/trace/events.ts";
import { memory } from "../../../src/verdict/checks/memory.ts";
import { keyOrigin } from "../../../src/verdict/evidence/keyOrigin.ts";
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
      "DTLS master secret of Alice and the attacker's leg to Alice: Alice and the server; DTLS master secret of Bob and the attacker's leg to Bob: Bob and the server",
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
      also("network", "master secret"),
      { "memory-session-secrets": false },
    ],
    ["a key is not even found in its owner", except("bob", "bob certificate key"), { "memory-keys": false }],
    [
      "a session secret is missing in one end",
      except("bob", "master secret"),
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

  it("do not trust a search of nothing, nor one of another process", () => {
    for (const [change, observed] of [
      [{ bytes: 0 }, "0 bytes of alice and bob and server and network were searched"],
      [{ pid: 1 }, "a process was searched that the conductor did not start as this actor"],
    ] as const) {
      const trace = searchedRun(HONEST).map((event) =>
        event.kind === "memory-searched" ? { ...event, ...change } : event,
      );
      const [control, keys] = memory(caseOf(honest, trace, nothingRecorded));
      expect(control).to.include({ ok: false, observed });
      expect(keys?.ok).to.equal(null);
    }
  });

  it("name what was made too late to be searched for, and do not speak of a connection that was not up", () => {
    const late = sessionSecret("alice", "alice", "3c");
    const trace = [...searchedRun(HONEST), { seq: 99, at: 99, actor: late[0], ...late[1] }];
    const [, , sessions] = memory(caseOf(honest, trace, nothingRecorded));
    expect(sessions?.ok).to.equal(true);
    expect(sessions?.observed).to.match(/; not searched for: DTLS master secret of Alice$/);
    expect(sessions?.claim).to.not.contain("while the connection was up");
  });

  it("speak of the connection where both peers had it and none had hung up", () => {
    const up = (peer: "alice" | "bob") => [peer, { kind: "link", state: "connected" }] as const;
    const call = ["conductor", { kind: "call-started", call: 1, caller: "alice", room: "call-1" }] as const;
    const gone = ["bob", { kind: "hung-up", because: "x" }] as const;
    const claim = (...facts: Parameters<typeof searchedRun>[0]) =>
      memory(caseOf(honest, searchedRun(facts), nothingRecorded))[2]?.claim;
    expect(claim(call, ...HONEST, up("alice"), up("bob"))).to.contain("while the connection was up");
    expect(claim(call, ...HONEST, up("alice"))).to.not.contain("while the connection was up");
    expect(claim(call, ...HONEST, up("alice"), up("bob"), gone)).to.not.contain(
      "while the connection was up",
    );
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
      because: "the key was in the memory of the server",
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
      "memory was not searched: left out by --quick; process 101, which is Alice's, reported that it made the key",
    );
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
  return keyOrigin(caseOf(honest, trace, nothingRecorded).run, "alice");
}
