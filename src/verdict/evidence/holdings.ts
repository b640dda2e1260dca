import type { Evidence } from "../../contract/evidence.ts";
import { foundIn, isSearchedEverywhere } from "../../run/memory.ts";
import type { Observer } from "../../run/observed.ts";
import type { Run } from "../../run/run.ts";
import { searchFor } from "../../run/search.ts";
import type { RunSecret } from "../../run/secrets.ts";
import { type ActorName, ENDS, PEERS, type PeerName } from "../../trace/parties.ts";
import type { OpenedContent } from "./decryption.ts";
import { nameOfSecret } from "./secretNames.ts";

type Holding = Evidence["holdings"][number];
type Cell = Holding["cells"]["alice"];

/**
 * Who holds which key, session secret and content: by what each said of itself, by the search of the server's log and of
 * the recording, and by the memory search where there was one. "not-reported" is the holder's own silence and no search.
 */
export function holdings(run: Run, opened: readonly OpenedContent[]): Holding[] {
  const keys = run.secrets.filter(({ what }) => what === "certificate-key");
  const sessions = run.secrets.filter(
    (secret) => secret.what === "session-secret" && secret.label !== "PMS_CLIENT_RANDOM",
  );
  return [
    ...keys.toSorted((a, b) => rank(a) - rank(b)).map((secret) => ofSecret(run, secret)),
    ...sessions.map((secret) => ofSecret(run, secret)),
    ...run.canaries.map((canary) => ofContent(run, canary, opened)),
  ];
}

function ofSecret(run: Run, secret: RunSecret): Holding {
  const hits = searchFor(secret.bytes, run.observed.places);
  const inPlaces = (observer: Observer): Cell => {
    const found = hits.filter(({ place }) => place.observer === observer);
    return found.length > 0
      ? cell(
          "yes",
          "found",
          `found in ${PLACES[observer]}`,
          found.slice(0, MAX_BASIS).map(({ basis }) => basis),
        )
      : notFound(run, observer);
  };
  const given = run.facts["operator-given"].filter(
    ({ pkcs8 }) => secret.what === "certificate-key" && Buffer.from(pkcs8, "base64").equals(secret.pkcs8),
  );
  const reported = (actor: ActorName): Cell | undefined =>
    secret.holders.includes(actor)
      ? cell("yes", "reported", "it reported the secret itself", secret.basis)
      : undefined;
  const searched = inMemory(run, secret, "server");
  const server =
    reported("server") ??
    (given.length > 0
      ? cell(
          "yes",
          "given",
          "it was given to the operator",
          given.map(({ seq }) => seq),
        )
      : searched
        ? both(searched, inPlaces("server"))
        : inPlaces("server"));
  return {
    kind: secret.what,
    what: nameOfSecret(secret),
    cells: {
      alice: reported("alice") ?? inMemory(run, secret, "alice") ?? NOT_REPORTED,
      bob: reported("bob") ?? inMemory(run, secret, "bob") ?? NOT_REPORTED,
      server,
      recording: inPlaces("recording"),
      ...(hasPathAttacker(run) && { attacker: reported("network") ?? NOT_REPORTED }),
    },
  };
}

/** Two searches of one party. A hit in either counts; where both are empty, both are named. */
function both(inMemory: Cell, inLog: Cell): Cell {
  if (inMemory.value !== "no" || inLog.value !== "no") return inLog.value === "no" ? inMemory : inLog;
  return { ...inMemory, because: `${inLog.because}; ${inMemory.because}` };
}

function inMemory({ memory }: Run, secret: RunSecret, actor: PeerName | "server"): Cell | undefined {
  const row = memory.secrets.find((candidate) => candidate.secret.id === secret.id);
  if (!row || !isSearchedEverywhere(row) || !memory.works) return undefined;
  const basis = memory.searches.filter(({ subject }) => subject === actor).map(({ seq }) => seq);
  return foundIn(row).includes(actor)
    ? cell("yes", "found", "found in the memory of its process", basis)
    : cell("no", "not-found", "not found in the memory of its process", basis);
}

function ofContent(run: Run, canary: Run["canaries"][number], opened: readonly OpenedContent[]): Holding {
  const value = Buffer.from(canary.value);
  const inOpened = searchFor(value, opened);
  const peerCell = (peer: PeerName): Cell => {
    const lines = canary.inMessages[peer];
    return lines.length > 0
      ? cell("yes", "reported", "a message that it sent or received has it", lines.slice(0, MAX_BASIS))
      : cell("no", "not-reported", "no message that it sent or received has it", []);
  };
  const observerCell = (observer: Observer): Cell => {
    const inClear = canary.observed.filter(({ place }) => place.observer === observer);
    if (inClear.length > 0) {
      const basis = inClear.slice(0, MAX_BASIS).map(({ basis }) => basis);
      return cell("yes", "found", `found in ${PLACES[observer]}`, basis);
    }
    // The recording of an attacked call opens for the attacker, who has the keys of its own legs.
    const keys = inOpened.filter(({ place }) => observer === "recording" || place.observer === observer);
    if (keys.length > 0) {
      const whose = keys.some(({ place }) => place.observer === "recording")
        ? "what the operator holds"
        : "the attacker's own keys";
      const basis = keys.slice(0, MAX_BASIS).map(({ basis }) => basis);
      return cell("yes", "opened", `it is in what opens with ${whose}`, basis);
    }
    return notFound(run, observer);
  };
  return {
    kind: "content",
    what: `content “${canary.name}”`,
    cells: {
      alice: peerCell("alice"),
      bob: peerCell("bob"),
      server: observerCell("server"),
      recording: observerCell("recording"),
      ...(hasPathAttacker(run) && { attacker: observerCell("attacker") }),
    },
  };
}

const MAX_BASIS = 3;

const NOT_REPORTED: Cell = {
  value: "no",
  how: "not-reported",
  because: "it reported no such secret, and nobody searched it",
  basis: [],
};

const PLACES: Readonly<Record<Observer, string>> = {
  server: "the server's log",
  recording: "the recording",
  attacker: "what the attacker on the path read",
};

/** An empty search counts only if the logs are complete and the search has shown that it finds. */
function notFound({ logs, observed }: Run, observer: Observer): Cell {
  if (logs.doubt !== undefined) return cell("unknown", "unknown", logs.doubt, []);
  const searched = observed.places.filter((place) => place.observer === observer).length;
  return cell("no", "not-found", `not found in ${PLACES[observer]}: ${searched} entries searched`, []);
}

function hasPathAttacker({ calls }: Run): boolean {
  return calls.some(({ attacker }) => attacker === "path");
}

function rank(secret: RunSecret): number {
  return secret.what === "certificate-key" ? ENDS.indexOf(secret.owner) : ENDS.length + PEERS.length;
}

function cell(
  value: Cell["value"],
  how: Cell["how"],
  because: string,
  basis: readonly (number | string)[],
): Cell {
  return { value, how, because, basis: [...basis] };
}
