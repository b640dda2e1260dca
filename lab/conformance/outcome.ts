import type { PeerName } from "./call.ts";
import type { MessageFacts } from "./content.ts";

/** How one call of a feature went. */
export type Performed = { readonly works: true } | { readonly works: false; readonly because: string };

/** What the interceptor says of what passed. */
export type Reading =
  | { readonly reading: "all" }
  /** Not all was read, and the interceptor says why. */
  | { readonly reading: "unread"; readonly reasons: readonly string[] }
  /** Not all was read, or something else was, and the interceptor says nothing of it. */
  | { readonly reading: "wrong"; readonly because: string };

/** What a cell of the table says. */
export type Outcome =
  | { readonly outcome: "works" }
  | { readonly outcome: "works-unread"; readonly reasons: readonly string[] }
  | { readonly outcome: "fails-directly"; readonly because: string }
  | { readonly outcome: "fails-intercepted"; readonly because: string }
  | { readonly outcome: "unread-in-silence"; readonly because: string }
  | { readonly outcome: "not-offered"; readonly because: string };

/** The direct call is the control: without one that works, nothing is said of the interceptor. */
export function outcomeOf(direct: Performed, intercepted: Performed & Partial<Reading>): Outcome {
  if (!direct.works) return { outcome: "fails-directly", because: direct.because };
  if (!intercepted.works) return { outcome: "fails-intercepted", because: intercepted.because };
  switch (intercepted.reading) {
    case "all":
      return { outcome: "works" };
    case "unread":
      return { outcome: "works-unread", reasons: intercepted.reasons ?? [] };
    default:
      return {
        outcome: "unread-in-silence",
        because: ("because" in intercepted && intercepted.because) || "nothing was read",
      };
  }
}

/** A defect of the interceptor, and not of a stack. */
export function isOurs({ outcome }: Outcome): boolean {
  return outcome === "fails-intercepted" || outcome === "unread-in-silence";
}

/** A message as it must have been read: from whom, on which channel, and what. */
export interface Carried extends MessageFacts {
  readonly from: PeerName;
  readonly channel: string;
}

/**
 * Compares what was read with what was sent. `mayLose`: by the channel's own rule messages may be lost before the leg, so only
 * what arrived must have been read.
 */
export function readingOf(
  messages: {
    readonly sent: readonly Carried[];
    readonly arrived: readonly Carried[];
    readonly read: readonly Carried[];
  },
  unread: readonly { readonly reason: string }[],
  mayLose: boolean,
): Reading {
  const { sent, arrived, read } = messages;
  const added = without(read, sent)[0];
  if (added) return { reading: "wrong", because: `the interceptor read what nobody sent: ${inWords(added)}` };
  const left = without(mayLose ? arrived : sent, read);
  const reasons = [...new Set(unread.map(({ reason }) => reason))];
  if (reasons.length > 0) return { reading: "unread", reasons };
  const [first] = left;
  if (!first) return { reading: "all" };
  return {
    reading: "wrong",
    because: `${left.length} of ${sent.length} messages passed unread, and the interceptor says nothing of it; the first: ${inWords(first)}`,
  };
}

/** What is in `all` and not in `some`, as often as it is there more often. */
function without(all: readonly Carried[], some: readonly Carried[]): Carried[] {
  const count = new Map<string, number>();
  for (const message of some) count.set(keyOf(message), (count.get(keyOf(message)) ?? 0) + 1);
  return all.filter((message) => {
    const left = count.get(keyOf(message)) ?? 0;
    count.set(keyOf(message), left - 1);
    return left <= 0;
  });
}

function keyOf({ from, channel, type, bytes, sha256 }: Carried): string {
  return JSON.stringify([from, channel, type, bytes, sha256]);
}

function inWords({ from, channel, type, bytes }: Carried): string {
  return `${type} of ${bytes} bytes from ${from} on "${channel}"`;
}
