import { linesOf } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import { callAt, peersOf } from "../../run/calls.ts";
import { foundIn, isSearchedEverywhere, type MemorySearch, SUBJECTS } from "../../run/memory.ts";
import type { Run } from "../../run/run.ts";
import type { RunSecret } from "../../run/secrets.ts";
import { silentHolders } from "../../run/stacks.ts";
import { ACTOR_NAMES, type ActorName } from "../../trace/parties.ts";
import type { Case } from "../case.ts";
import { nameOfSecret } from "../evidence/secretNames.ts";

type SecretRow = MemorySearch["secrets"][number];

/**
 * What the search of the actors' memory showed, at its one moment: its control, then each certificate key and each
 * session secret in the actors that made it and in no other. What was not searched for, as a key that was made later, is
 * named and not judged. The conductor, which is told every secret, is no actor of the call and is not searched.
 */
export function memory({ run }: Case): Check[] {
  const { memory } = run;
  const doubt =
    memory.missing ??
    (whyNoControl(memory) === undefined ? undefined : "unknown: the search's own control failed");
  const rows = (what: RunSecret["what"]) => memory.secrets.filter(({ secret }) => secret.what === what);
  return [
    control(memory),
    secrets(run, rows("certificate-key"), {
      id: "memory-keys",
      claim: "when memory was searched, the private key of each certificate was in the memory of",
      doubt,
    }),
    secrets(run, rows("session-secret"), {
      id: "memory-session-secrets",
      claim: `when memory was searched${linkWasUp(run) ? ", while the connection was up" : ""}, each session secret was in the memory of`,
      doubt,
    }),
  ];
}

function control(memory: MemorySearch): Check {
  const bytes = memory.searches.reduce((sum, search) => sum + search.bytes, 0);
  const fault = whyNoControl(memory);
  const expected = `each marker in its own process and in no other of the ${SUBJECTS.length}`;
  return {
    id: "memory-control",
    claim:
      "the search read the actors' own processes, and found the random marker that was planted in each of them in",
    expected,
    observed: memory.missing ?? fault ?? `${expected}, ${Math.round(bytes / 2 ** 20)} MiB searched`,
    ok: memory.missing === undefined ? fault === undefined : null,
    basis: linesOf(...memory.searches),
  };
}

function whyNoControl({ searches, ofTheActors, markers, works }: MemorySearch): string | undefined {
  const unsearched = SUBJECTS.filter((actor) => !searches.some(({ subject }) => subject === actor));
  if (unsearched.length > 0) return `${unsearched.join(" and ")} was not searched`;
  if (!ofTheActors) return "a process was searched that the conductor did not start as this actor";
  const empty = searches.filter(({ bytes }) => bytes === 0).map(({ subject }) => subject);
  if (empty.length > 0) return `0 bytes of ${empty.join(" and ")} were searched`;
  if (works) return undefined;
  return markers.map((row) => `the marker of ${row.holders.join()}: ${list(foundIn(row))}`).join("; ");
}

function secrets(
  run: Run,
  rows: readonly SecretRow[],
  {
    id,
    claim,
    doubt,
  }: { id: "memory-keys" | "memory-session-secrets"; claim: string; doubt: string | undefined },
): Check {
  const { searches } = run.memory;
  const searched = rows.filter(({ found }) => SUBJECTS.some((actor) => found[actor] !== undefined));
  const later = rows.filter((row) => !searched.includes(row)).map(({ secret }) => nameOfSecret(secret));
  const notSearched = later.length > 0 ? `; not searched for: ${later.join(", ")}` : "";
  const why =
    doubt ?? (searched.length === 0 ? `nothing of this kind was searched for${notSearched}` : undefined);
  const describe = (holders: (row: SecretRow) => string) =>
    searched.map((row) => `${nameOfSecret(row.secret)}: ${holders(row)}`).join("; ");
  return {
    id,
    claim,
    expected: describe((row) => due(run, row)) || "its owners, and nobody else",
    observed: why ?? `${describe((row) => list(foundIn(row)))}${notSearched}`,
    ok: why === undefined ? searched.every((row) => isWhereItBelongs(run, row)) : null,
    basis: [...linesOf(...searches), ...searched.flatMap(({ secret }) => secret.basis)],
  };
}

/** The other end holds a session secret too. Where its stack tells nobody, whether it still does is what the search shows. */
function due(run: Run, { secret, holders }: SecretRow): string {
  const silent = silentHolders(run, secret);
  return silent.length === 0 ? list(holders) : `${list(holders)}, perhaps ${list(silent)}`;
}

function isWhereItBelongs(run: Run, row: SecretRow): boolean {
  const silent = silentHolders(run, row.secret);
  const others = foundIn(row).filter((actor) => !silent.some((peer) => peer === actor));
  return isSearchedEverywhere(row) && list(others) === list(row.holders);
}

/** Both peers had said so, and neither had hung up, before the first process was searched. */
function linkWasUp({ calls, memory: { searches } }: Run): boolean {
  const at = Math.min(...searches.map(({ seq }) => seq));
  const call = callAt(calls, at);
  return (
    call !== undefined &&
    peersOf(call).every(
      ({ link, hungUp }) =>
        link.state === "connected" && (link.seq ?? at) < at && (hungUp === undefined || hungUp.seq > at),
    )
  );
}

function list(actors: readonly ActorName[]): string {
  return actors.length === 0
    ? "nobody"
    : actors
        .toSorted()
        .map((actor) => ACTOR_NAMES[actor])
        .join(" and ");
}
