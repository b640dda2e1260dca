import type { Check } from "../../../contract/check.ts";
import type { Claim } from "../../../contract/claim.ts";
import type { Holder } from "../../../contract/evidence.ts";
import { type HoldingCell, holdersOf } from "../../model/holdingWords.ts";
import type { Page } from "../../model/page.ts";
import { Roles } from "./roles.ts";

/** The same thing in both reports; undefined in the one that has no such thing. */
export interface ComparedResult<T> {
  readonly left: T | undefined;
  readonly right: T | undefined;
  readonly differs: boolean;
}

/** What one party has of one secret or content. */
export interface HeldThing {
  readonly what: string;
  readonly holder: Holder;
  readonly cell: HoldingCell;
}

/** Every secret and content that both runs have, or one of them, by holder. */
export function compareHoldings(left: Page, right: Page): ComparedResult<HeldThing>[] {
  const things = ({ report: { evidence } }: Page): HeldThing[] =>
    evidence.holdings.flatMap(({ what, cells }) =>
      holdersOf(evidence.holdings).flatMap((holder) => {
        const cell = cells[holder];
        return cell ? [{ what, holder, cell }] : [];
      }),
    );
  return paired(
    things(left),
    things(right),
    ({ what, holder }) => `${holder} ${what}`,
    ({ cell }) => cell.how,
  );
}

/** The checks, by what is checked. A number in what was observed is no difference; whether the check holds is one. */
export function compareChecks(left: Page, right: Page): ComparedResult<Check>[] {
  const meaning = (page: Page) => {
    const roles = new Roles(page.run);
    return ({ ok, observed }: Check) => `${ok} ${ok === null ? "" : roles.plain(observed)}`;
  };
  return paired(left.report.checks, right.report.checks, ({ id }) => id, meaning(left), meaning(right));
}

/** The claims, by what this run's evidence says of them. */
export function compareClaims(left: Page, right: Page): ComparedResult<Claim>[] {
  return paired(
    left.report.claims,
    right.report.claims,
    ({ id }) => id,
    ({ holds }) => holds,
  );
}

function paired<T>(
  left: readonly T[],
  right: readonly T[],
  nameOf: (item: T) => string,
  ours: (item: T) => string,
  theirs = ours,
): ComparedResult<T>[] {
  const byName = (items: readonly T[]) => new Map(items.map((item) => [nameOf(item), item]));
  const [own, other] = [byName(left), byName(right)];
  return [...new Set([...own.keys(), ...other.keys()])].map((name) => {
    const [one, another] = [own.get(name), other.get(name)];
    const differs = (one && ours(one)) !== (another && theirs(another));
    return { left: one, right: another, differs };
  });
}
