import type { ComponentChildren } from "preact";
import type { RunComparison } from "../model/comparison.ts";

export interface PartProps {
  readonly comparison: RunComparison;
}

/** That two things differ, or do not, in symbol and words: no colour carries it alone. */
export function Mark({ differs }: { differs: boolean }) {
  return differs ? (
    <strong class="difference">
      <span aria-hidden="true">≠</span> differs
    </strong>
  ) : (
    <span class="sameness">
      <span aria-hidden="true">=</span> the same
    </span>
  );
}

/** Things of both runs beside each other. Where there is no room for columns, each cell names its run. */
export function Beside({
  comparison: { left, right },
  label,
  mixed = false,
  children,
}: PartProps & {
  label: string;
  /** Rows that differ and rows that do not stand in it together: the former are set off. */
  mixed?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class={mixed ? "beside mixed" : "beside"}>
      <p class="beside-heads" aria-hidden="true">
        <span />
        <strong>{left.scenario.id}</strong>
        <strong>{right.scenario.id}</strong>
      </p>
      <ul aria-label={label}>{children}</ul>
    </div>
  );
}

/** One thing in both runs. */
export function BesideRow({
  comparison: { left, right },
  head,
  differs,
  cells: [ours, theirs],
}: PartProps & {
  head: ComponentChildren;
  differs: boolean;
  cells: readonly [ComponentChildren, ComponentChildren];
}) {
  return (
    <li class={differs ? "differs" : "same"}>
      <p class="beside-head">
        {head} <Mark differs={differs} />
      </p>
      <div class="side">
        <span class="side-name">{left.scenario.id}: </span>
        {ours}
      </div>
      <div class="side">
        <span class="side-name">{right.scenario.id}: </span>
        {theirs}
      </div>
    </li>
  );
}

/** What is the same in both runs, behind a line that says how much it is. */
export function Rest({ summary, children }: { summary: string; children: ComponentChildren }) {
  return (
    <details class="rest">
      <summary>{summary}</summary>
      {children}
    </details>
  );
}

/** Such as `3 rows are the same in both runs`. */
export function sameWords(count: number, [one, many]: readonly [string, string]): string {
  return count === 1 ? `1 ${one} is the same in both runs` : `${count} ${many} are the same in both runs`;
}

/** A clause as a sentence of its own. */
export function asSentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
