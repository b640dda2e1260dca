import type { Page } from "../../model/page.ts";
import { findingsAfterCall } from "./findingsAfterCall.ts";
import { findingsOfCalls } from "./findingsOfCalls.ts";

/** The same question put to both runs, and what each of them showed, in words that stand inside a sentence. */
export interface ComparedFinding {
  readonly id: string;
  readonly name: string;
  readonly left: string;
  readonly right: string;
  readonly differs: boolean;
}

/** What both runs showed, in the order in which it comes about. What neither has anything of is left out. */
export function compareFindings(left: Page, right: Page): ComparedFinding[] {
  const calls = Math.min(left.run.calls.length, right.run.calls.length);
  const findingsOf = (page: Page) => [...findingsOfCalls(page, calls), ...findingsAfterCall(page)];
  const theirs = new Map(findingsOf(right).map((finding) => [finding.id, finding]));
  return findingsOf(left).flatMap(({ id, name, key, words }) => {
    const other = theirs.get(id);
    if (other === undefined || (key === undefined && other.key === undefined)) return [];
    return [{ id, name, left: words, right: other.words, differs: key !== other.key }];
  });
}
