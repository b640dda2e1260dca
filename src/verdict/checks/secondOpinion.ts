import type { Case } from "../../run/case.ts";
import { searchFor } from "../../run/search.ts";
import { type EventOf, eventsOf } from "../../trace/events.ts";
import type { Check } from "../contract.ts";

/**
 * What an independent program reads in the recording: nothing without keys; with the key log of each association
 * every protected record, and every canary that was sent; with all secrets inside the file those of one association at
 * least. (Wireshark keeps one master secret for each session ID, and all of werift's servers use the same ID.)
 */
export function secondOpinion({ trace, recording }: Case): Check[] {
  const opinion = eventsOf(trace, "second-opinion").at(-1);
  const missing = eventsOf(trace, "instrument-missing").find(
    ({ instrument }) => instrument === "second-opinion",
  );
  const reading = (keys: Reading["keys"]) =>
    joined(opinion?.readings.filter((candidate) => candidate.keys === keys) ?? []);
  const [without, withKeys, inFile] = [reading("none"), reading("key-log"), reading("in-file")];
  const packets = recording.datagrams.length;
  const { records, perAssociation, canaries } = contentOf(trace, recording);
  const program = opinion ? `${opinion.program} ${opinion.version}` : "an independent program";
  const notAsked = missing
    ? `not asked: ${missing.because}`
    : "nothing: no session secret of the run is known";
  const check = (
    id: string,
    how: string,
    [expected, observed]: readonly [string, Reading | undefined],
    agrees: boolean,
  ): Check => ({
    id,
    claim: `${program}, ${how}, reads in the recording`,
    expected,
    observed: observed ? describe(observed) : notAsked,
    ok: observed ? agrees : null,
    basis: [opinion, missing].flatMap((event) => event?.seq ?? []),
  });
  const nothing = describe({ packets, recordsDecrypted: 0, canaries: [] });
  const everything = describe({ packets, recordsDecrypted: records, canaries });
  const least = Math.min(records, ...perAssociation);
  const some =
    perAssociation.length > 1 ? `${packets} packets, at least ${least} records decrypted` : everything;
  return [
    check(
      "second-opinion-without-keys",
      "without keys",
      [nothing, without],
      without !== undefined && describe(without) === nothing,
    ),
    check(
      "second-opinion-with-keys",
      "with the session secrets",
      [everything, withKeys],
      withKeys !== undefined && describe(withKeys) === everything,
    ),
    check(
      "second-opinion-secrets-in-file",
      "with the secrets inside the file",
      [some, inFile],
      inFile !== undefined && inFile.packets === packets && inFile.recordsDecrypted >= least,
    ),
  ];
}

type Reading = EventOf<"second-opinion">["readings"][number];
type Seen = Pick<Reading, "packets" | "recordsDecrypted" | "canaries">;

/** What there is to be read with the true secrets: our own count, from the capture and from what the peers sent. */
function contentOf(trace: Case["trace"], recording: Case["recording"]) {
  const known = new Set(eventsOf(trace, "session-secret").map(({ clientRandom }) => clientRandom));
  const perAssociation = recording.associations
    .filter(({ association: { clientHello } }) => known.has(hex(clientHello?.value.random)))
    .map(({ association }) => association.encrypted.length);
  const sent = eventsOf(trace, "message-sent").map(({ head, seq }) => ({
    basis: seq,
    bytes: Buffer.from(head, "base64"),
  }));
  const canaries = eventsOf(trace, "canary-made").flatMap(({ name, value }) =>
    searchFor(Buffer.from(value), sent).length > 0 ? name : [],
  );
  return { records: perAssociation.reduce((sum, count) => sum + count, 0), perAssociation, canaries };
}

/** Each association was read by itself: together they are one reading. */
function joined(readings: readonly Reading[]): Reading | undefined {
  const [first] = readings;
  if (!first) return undefined;
  return {
    keys: first.keys,
    packets: Math.min(...readings.map(({ packets }) => packets)),
    recordsDecrypted: readings.reduce((sum, { recordsDecrypted }) => sum + recordsDecrypted, 0),
    canaries: [...new Set(readings.flatMap(({ canaries }) => canaries))],
  };
}

function describe({ packets, recordsDecrypted, canaries }: Seen): string {
  const names = canaries.length === 0 ? "none" : canaries.toSorted().join(", ");
  return `${packets} packets, ${recordsDecrypted} records decrypted, canaries: ${names}`;
}

function hex(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? "" : Buffer.from(bytes).toString("hex");
}
