import type { Basis } from "../../contract/basis.ts";
import type { Page } from "./page.ts";

/**
 * Which trace lines and packets the report lists row by row. A short run is listed whole. Of a long one the
 * beginning, the end and everything that a finding rests on stay, so that no reference leads nowhere.
 */
export interface Listing {
  readonly events: ReadonlySet<number>;
  readonly packets: ReadonlySet<number>;
}

export function listingOf({ report, run }: Page, alsoCited: Basis): Listing {
  const { evidence, checks, claims } = report;
  const cited = [
    ...alsoCited,
    ...[...checks, ...claims].flatMap(({ basis }) => shownOf(basis)),
    ...basesWithin(evidence),
    ...evidence.alarms.map(({ seq }) => seq),
  ];
  return {
    events: ends(
      run.moments.map(({ event }) => event.seq),
      cited.filter((item) => typeof item === "number"),
    ),
    packets: ends(
      run.recording.datagrams.map(({ packet }) => packet),
      cited.flatMap((item) => packetNumber(item) ?? []),
    ),
  };
}

/** A finding may rest on thousands of lines: so many of them are shown, as links. */
export function shownOf(basis: Basis): Basis {
  return basis.slice(0, 8);
}

/** The number in `packet:17`; undefined for a trace line. */
export function packetNumber(item: Basis[number]): number | undefined {
  return typeof item === "string" ? Number(item.slice("packet:".length)) : undefined;
}

const WHOLE_UP_TO = 700;
const FIRST = 300;
const LAST = 100;
/** So many cited rows are kept beyond the beginning and the end: a page has to open at once. */
const MOST_CITED = 300;

function ends(all: readonly number[], cited: readonly number[]): ReadonlySet<number> {
  if (all.length <= WHOLE_UP_TO) return new Set(all);
  const known = new Set(all);
  const kept = [...new Set(cited)].filter((number) => known.has(number)).slice(0, MOST_CITED);
  return new Set([...all.slice(0, FIRST), ...kept, ...all.slice(-LAST)].toSorted((a, b) => a - b));
}

/** Every basis inside the evidence, whatever findings are added to it. */
function basesWithin(value: unknown): Basis {
  if (Array.isArray(value)) return value.flatMap(basesWithin);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "basis" && Array.isArray(inner) ? shownOf(inner.filter(isReference)) : basesWithin(inner),
  );
}

function isReference(item: unknown): item is Basis[number] {
  return typeof item === "number" || (typeof item === "string" && /^packet:\d+$/.test(item));
}
