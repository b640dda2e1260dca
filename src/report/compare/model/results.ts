import type { Check } from "../../../contract/check.ts";
import type { Claim } from "../../../contract/claim.ts";
import { type Evidence, HOLDERS, type Holder } from "../../../contract/evidence.ts";
import type { HoldingCell } from "../../model/holdingWords.ts";
import type { Page } from "../../model/page.ts";
import { Roles } from "./roles.ts";

/** The same thing in both reports; undefined in the one that has no such thing. */
export interface ComparedResult<T> {
  readonly left: T | undefined;
  readonly right: T | undefined;
  readonly differs: boolean;
}

type Holding = Evidence["holdings"][number];

/** A secret or content, with everybody who has it. */
export interface HeldThing {
  readonly what: string;
  readonly holders: readonly { readonly who: Holder; readonly how: HoldingCell["how"] }[];
  /** The other run has the same, in the same hands. */
  readonly isInBoth: boolean;
}

/** The keys, the session secrets or the content of both runs. */
export interface ComparedHoldings {
  readonly kind: Holding["kind"];
  readonly left: readonly HeldThing[];
  readonly right: readonly HeldThing[];
  readonly differs: boolean;
}

/** Who held what, kind by kind. A kind of which neither run has anything is left out. */
export function compareHoldings(left: Page, right: Page): ComparedHoldings[] {
  return (["certificate-key", "session-secret", "content"] as const).flatMap((kind) => {
    const [ours, theirs] = [left, right].map(({ report }) =>
      report.evidence.holdings.filter((holding) => holding.kind === kind).map(heldThing),
    );
    const beside = (own: readonly Held[] = [], other: readonly Held[] = []): HeldThing[] =>
      own.map((held) => ({ ...held, isInBoth: other.some((one) => meaningOf(one) === meaningOf(held)) }));
    const both = { left: beside(ours, theirs), right: beside(theirs, ours) };
    const all = [...both.left, ...both.right];
    return all.length === 0 ? [] : [{ kind, ...both, differs: all.some(({ isInBoth }) => !isInBoth) }];
  });
}

type Held = Omit<HeldThing, "isInBoth">;

function heldThing({ what, cells }: Holding): Held {
  const holders = HOLDERS.flatMap((who) => {
    const cell = cells[who];
    return cell?.value === "yes" ? [{ who, how: cell.how }] : [];
  });
  return { what, holders };
}

function meaningOf({ what, holders }: Held): string {
  return JSON.stringify([what, ...holders.map(({ who, how }) => `${who} ${how}`)]);
}

/** The checks, by what is checked. A number in what was observed is no difference; whether the check holds is one. */
export function compareChecks(left: Page, right: Page): ComparedResult<Check>[] {
  const meaning = (page: Page) => {
    const roles = new Roles(page.run);
    return ({ ok, observed }: Check) => `${ok} ${ok === null ? "" : roles.plain(withoutGoodbyes(observed))}`;
  };
  return paired(left.report.checks, right.report.checks, ({ id }) => id, meaning(left), meaning(right));
}

/** Who hangs up first is chance, and the other one may have gone before it says so itself. That a bye was kept is none. */
function withoutGoodbyes(observed: string): string {
  return observed.replaceAll(/(?:, )?\w+'s bye\b/g, "");
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
