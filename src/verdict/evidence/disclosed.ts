import type { Evidence } from "../../contract/evidence.ts";
import type { Observer } from "../../run/observed.ts";
import type { Run } from "../../run/run.ts";
import { type Hit, searchFor } from "../../run/search.ts";
import type { OpenedContent } from "./decryption.ts";

/**
 * Did message content reach somebody who is no peer: as it came, or in what could be opened (`opened`)? "yes" rests on
 * canaries that were found. "no" needs more than an empty search: complete logs, and the same search finding what it
 * must. It says nothing of what sizes and times give away.
 */
export function disclosed(run: Run, opened: readonly OpenedContent[]): Evidence["disclosed"] {
  const found = run.canaries
    .map(({ name, value, observed }) => ({
      name,
      hits: [...observed, ...searchFor(Buffer.from(value), opened)].map(toFound),
    }))
    .filter(({ hits }) => hits.length > 0);
  if (found.length > 0) {
    const canaries = found.map(({ name }) => name);
    const to = [...new Set(found.flatMap(({ hits }) => hits.map(({ observer }) => observer)))].toSorted();
    const basis = found.flatMap(({ hits }) => hits.slice(0, 3).map(({ basis }) => basis));
    const who = to.map((observer) => OBSERVER_NAMES[observer]).join(" and ");
    return { value: "yes", canaries, to, basis, because: `in clear to ${who}: ${canaries.join(", ")}` };
  }
  if (run.logs.doubt !== undefined)
    return { value: "unknown", canaries: [], to: [], basis: [], because: run.logs.doubt };
  const places = run.observed.places.length;
  return {
    value: "no",
    canaries: [],
    to: [],
    basis: [...run.logs.endMarks],
    because: `no canary is in the ${places} signals, messages and packets that were searched, in any encoding searched for, nor in what opened`,
  };
}

const OBSERVER_NAMES: Readonly<Record<Observer, string>> = {
  server: "the server",
  recording: "whoever has the recording",
  attacker: "the attacker on the path",
};

function toFound({ basis, place }: Hit<{ observer: Observer; basis: number | string; bytes: Uint8Array }>) {
  return { basis, observer: place.observer };
}
