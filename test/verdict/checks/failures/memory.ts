import honest from "../../../../scenarios/honest.ts";
import type { TraceEvent } from "../../../../src/trace/events.ts";
import type { Case } from "../../../../src/verdict/case.ts";
import { caseOf, nothingRecorded } from "../../cases.ts";
import { belongs, type Finds, madeKey, searchedRun, sessionSecret } from "../../searchedMemory.ts";
import { type Failure, inFacts } from "./failure.ts";

const FACTS = [
  ...madeKey("alice", "alice"),
  ...madeKey("bob", "bob"),
  sessionSecret("alice", "alice", "1a"),
  sessionSecret("bob", "bob", "1a"),
];

const searched = (finds?: Finds): Case => caseOf(honest, searchedRun(FACTS, finds), nothingRecorded);

const changed = (change: (event: TraceEvent) => TraceEvent) => (): Case =>
  caseOf(honest, searchedRun(FACTS).map(change), nothingRecorded);

const alsoInServer =
  (secret: string): Finds =>
  (subject, id, holders) =>
    belongs(subject, id, holders) || (subject === "server" && id.startsWith(secret));

/** The process ids are those of searchedRun: 101 is Alice's, 103 the server's. */
export const madeByTheServer: Failure = inFacts(
  "key-origin-alice",
  "the server's process reported that it made Alice's key, whatever memory shows",
  searched,
  changed((event) => (event.kind === "key-made" && event.owner === "alice" ? { ...event, pid: 103 } : event)),
  /^elsewhere: process 103, which is the server's, reported that it made the key$/,
);

export const MEMORY = {
  "memory-control": [
    inFacts(
      "memory-control",
      "0 bytes of the server and the network were searched",
      searched,
      changed((event) =>
        event.kind === "memory-searched" && (event.subject === "server" || event.subject === "network")
          ? { ...event, bytes: 0 }
          : event,
      ),
      /^0 bytes of server and network were searched$/,
    ),
    inFacts(
      "memory-control",
      "another process was searched than the actor's",
      searched,
      changed((event) => (event.kind === "memory-searched" ? { ...event, pid: 1 } : event)),
      /^a process was searched that the conductor did not start as this actor$/,
    ),
    inFacts(
      "memory-control",
      "a marker was found where it was not planted",
      searched,
      () => searched(alsoInServer("alice marker")),
      /^the marker of alice: Alice and the server; /,
    ),
  ],
  "memory-keys": [
    inFacts(
      "memory-keys",
      "the server's memory has a peer's key",
      searched,
      () => searched(alsoInServer("alice certificate key")),
      /^private key of Alice: Alice and the server; /,
    ),
  ],
  "memory-session-secrets": [
    inFacts(
      "memory-session-secrets",
      "the server's memory has the session secret",
      searched,
      () => searched(alsoInServer("master secret")),
      /^DTLS master secret of Alice and Bob: Alice and Bob and the server$/,
    ),
  ],
} satisfies Record<string, readonly Failure[]>;
