import { linesOf } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import { protectedRecords, type RunAssociation } from "../../run/associations.ts";
import type { Run } from "../../run/run.ts";
import { searchFor } from "../../run/search.ts";
import type { Case } from "../case.ts";

/**
 * What an independent program reads in the recording: nothing without keys; with the key log of each association every
 * protected record of it and every canary; with all secrets inside the file at least one association wholly. (Wireshark
 * keeps one master secret for each session ID, and all of werift's servers use the same ID: it cannot open them all.)
 */
export function secondOpinion({ run }: Case): Check[] {
  const opinion = run.facts["second-opinion"].at(-1);
  const missing = run.facts["instrument-missing"].find(({ instrument }) => instrument === "second-opinion");
  const readings = (keys: Reading["keys"]) =>
    opinion?.readings.filter((reading) => reading.keys === keys) ?? [];
  const program = opinion ? `${opinion.program} ${opinion.version}` : "an independent program";
  const check = (id: OpinionId, how: string, { expected, readings, agrees }: Opinion): Check => ({
    id,
    claim: `${program}, ${how}, reads in the recording`,
    expected,
    observed:
      readings.length > 0
        ? readings.map(describe).join("; ")
        : missing
          ? `not asked: ${missing.because}`
          : notAsked(run),
    ok: readings.length > 0 ? agrees : null,
    basis: linesOf(opinion, missing),
  });
  const packets = run.recording.datagrams.length;
  const known = knownAssociations(run);
  return [
    check("second-opinion-without-keys", "without keys", withoutKeys(packets, readings("none"))),
    check(
      "second-opinion-with-keys",
      "with the master secret of each connection by itself",
      withKeyLogs(packets, known, readings("key-log")),
    ),
    check(
      "second-opinion-secrets-in-file",
      "with all master secrets inside the file",
      withSecretsInside(packets, known, readings("in-file")),
    ),
  ];
}

type OpinionId =
  | "second-opinion-without-keys"
  | "second-opinion-with-keys"
  | "second-opinion-secrets-in-file";
type Reading = Run["facts"]["second-opinion"][number]["readings"][number];
type Seen = Pick<Reading, "packets" | "recordsDecrypted" | "canaries">;
interface Opinion {
  readonly expected: string;
  readonly readings: readonly Reading[];
  readonly agrees: boolean;
}

function withoutKeys(packets: number, readings: readonly Reading[]): Opinion {
  const expected = describe({ packets, recordsDecrypted: 0, canaries: [] });
  return { expected, readings, agrees: readings.every((reading) => describe(reading) === expected) };
}

/** The program of the lab's tests, tshark 4.0, decrypts DTLS 1.2 alone. */
function notAsked({ associations }: Run): string {
  return associations.some(({ dtls, secrets }) => dtls === "1.3" && secrets.length > 0)
    ? "not asked: the connection speaks DTLS 1.3, which this program is not asked to decrypt"
    : "not asked: no session secret of the run is known";
}

/** One reading for each key log, in the order of the associations' secrets. */
function withKeyLogs(packets: number, known: readonly Seen[], readings: readonly Reading[]): Opinion {
  const expected = known.map((seen) => describe({ ...seen, packets })).join("; ") || "nothing";
  return { expected, readings, agrees: readings.map(describe).join("; ") === expected };
}

function withSecretsInside(packets: number, known: readonly Seen[], readings: readonly Reading[]): Opinion {
  const [only] = known;
  const whole = (seen: Seen) => describe({ ...seen, packets });
  const expected =
    known.length === 0
      ? "nothing"
      : known.length === 1 && only
        ? whole(only)
        : `${packets} packets, every record and canary of at least one connection of ${known.length}; they have ${known.map(({ recordsDecrypted }) => recordsDecrypted).join(", ")} records`;
  const possible = new Set(combinations(known).map(whole));
  return {
    expected,
    readings,
    agrees: readings.every((reading) => possible.has(describe(reading))),
  };
}

/** Every choice of one or more associations, each as what is to be read in all of it together. */
function combinations([first, ...others]: readonly Seen[]): Seen[] {
  if (!first) return [];
  const rest = combinations(others);
  return [
    first,
    ...rest,
    ...rest.map((more) => ({
      packets: 0,
      recordsDecrypted: first.recordsDecrypted + more.recordsDecrypted,
      canaries: [...new Set([...first.canaries, ...more.canaries])],
    })),
  ];
}

/** What there is to be read with each true master secret: our own count, in the order in which the run reported them. */
function knownAssociations({ secrets, associations, canaries }: Run): Seen[] {
  return secrets.flatMap((secret): Seen[] => {
    if (secret.what !== "session-secret" || secret.label !== "CLIENT_RANDOM") return [];
    const association = associations.find(({ secrets }) => secrets.includes(secret));
    return [
      association ? contentOf(association, canaries) : { packets: 0, recordsDecrypted: 0, canaries: [] },
    ];
  });
}

function contentOf(recorded: RunAssociation, canaries: Run["canaries"]): Seen {
  return {
    packets: 0,
    recordsDecrypted: protectedRecords(recorded).all,
    canaries: canaries.flatMap(({ name, value }) =>
      searchFor(Buffer.from(value), recorded.content).length > 0 ? name : [],
    ),
  };
}

function describe({ packets, recordsDecrypted, canaries }: Seen): string {
  const names = canaries.length === 0 ? "none" : canaries.toSorted().join(", ");
  return `${packets} packets, ${recordsDecrypted} records decrypted, canaries: ${names}`;
}
