import type { Passage } from "../../../run/passages.ts";
import { diffDescriptions } from "../../../sdp/compare.ts";
import { SdpParseError } from "../../../sdp/sdpParseError.ts";
import type { Page } from "../../model/page.ts";
import { align } from "./align.ts";
import { Roles } from "./roles.ts";

/** A line of a description as it was received. */
export interface ReceivedLine {
  readonly number: number;
  readonly text: string;
  /** The other peer sent this line just so. */
  readonly asSent: boolean;
}

export interface LinePair {
  readonly left: ReceivedLine | undefined;
  readonly right: ReceivedLine | undefined;
  readonly differs: boolean;
}

/** What one peer received of the other, in the same call of both runs. */
export interface ComparedDescription {
  readonly call: number;
  readonly what: Passage["what"];
  readonly from: Passage["from"];
  readonly to: Passage["to"];
  /** Undefined: it did not arrive in both runs, or is too long to be compared line by line. */
  readonly lines: readonly LinePair[] | undefined;
}

/**
 * Offers, answers and candidates as they were received, line beside line. A line counts as the same if it says the same of the same
 * party: the names, keys and ports in it are others in every run. Whose a line is, the sender's own words decide.
 */
export function compareDescriptions(left: Page, right: Page): ComparedDescription[] {
  return left.run.passages.flatMap((own): ComparedDescription[] => {
    const { call, what, from, to } = own;
    const other = right.run.passages.find(
      (passage) => passage.call === call && passage.what === what && passage.from === from,
    );
    if (other === undefined) return [];
    return [{ call, what, from, to, lines: linesBeside([left, own], [right, other]) }];
  });
}

type InRun = readonly [page: Page, passage: Passage];

function linesBeside(left: InRun, right: InRun): LinePair[] | undefined {
  const [ours, theirs] = [receivedLines(left), receivedLines(right)];
  if (ours === undefined || theirs === undefined) return undefined;
  const rows = align(ours, theirs, { exact: ({ exact }) => exact, alike: ({ alike }) => alike });
  return rows.map((row) => ({
    left: row.left?.line,
    right: row.right?.line,
    differs: row.left?.exact !== row.right?.exact,
  }));
}

interface KeyedLine {
  readonly line: ReceivedLine;
  readonly exact: string;
  readonly alike: string;
}

/** A description may have as many lines as its author likes; those of the lab's peers have about twenty. */
const MAX_LINES = 200;

function receivedLines([{ run }, { sent, received }]: InRun): KeyedLine[] | undefined {
  if (received === undefined) return undefined;
  const roles = new Roles(run);
  try {
    const rows = diffDescriptions(sent ?? "", received);
    const keyed = rows.flatMap((row): KeyedLine[] => {
      if (row.kind === "removed") return [];
      const { line: number, text } = row.received;
      const asSent = row.kind === "same";
      const alike = `${row.level} ${row.attribute}`;
      return [
        { line: { number, text, asSent }, exact: `${alike} ${asSent} ${meaningOf(text, roles)}`, alike },
      ];
    });
    return keyed.length > MAX_LINES ? undefined : keyed;
  } catch (error) {
    if (error instanceof SdpParseError) return undefined;
    throw error;
  }
}

/** A line without what is random in it. ICE names and passwords are random as a whole, and of a candidate all but its kind. */
function meaningOf(text: string, roles: Roles): string {
  const attribute = /^a=(ice-ufrag|ice-pwd|tls-id):/.exec(text)?.[0];
  if (attribute !== undefined) return attribute;
  if (text.startsWith("a=candidate:")) return `a=candidate ${/ typ \w+/.exec(text)?.[0] ?? ""}`;
  if (text.startsWith("a=fingerprint:")) return roles.plain(text.replace(/[0-9a-f]{2}(:[0-9a-f]{2})+$/i, ""));
  return roles.plain(text);
}
