import { operatorPlaces, privateScalar } from "../../run/operator.ts";
import { type Place, searchFor } from "../../run/search.ts";
import { eventsOf, type TraceEvent } from "../../trace/events.ts";
import { ENDS, type EndName } from "../../trace/parties.ts";
import type { Basis } from "../../verdict/contract.ts";
import { whySilenceProvesNothing } from "../../verdict/evidence/disclosed.ts";
import { END_NAMES } from "./narrate.ts";
import type { Page } from "./page.ts";
import { inSentence } from "./parties.ts";

/** Who may hold something. The operator's two sources stand apart: they see different things. */
export const HOLDERS = ["alice", "bob", "server", "recording"] as const;
export type Holder = (typeof HOLDERS)[number];

export interface Cell {
  readonly value: "yes" | "no" | "unknown";
  readonly because: string;
  readonly basis: Basis;
}

/** One secret or one piece of content, and who holds it. */
export interface Holding {
  readonly kind: "key" | "session-secret" | "content";
  readonly what: string;
  readonly cells: Readonly<Record<Holder, Cell>>;
}

/**
 * Who holds which key and which content, from what the actors reported and from a search of the server's log and
 * of the capture. It says nothing about what stood in a process's memory.
 */
export function holdingsOf(page: Page): Holding[] {
  const { trace } = page;
  const search = new Search(page);
  const given = eventsOf(trace, "operator-given");
  const keys = eventsOf(trace, "private-key")
    .toSorted((a, b) => peersFirst(a.owner, b.owner))
    .map(({ owner, pkcs8, seq }): Holding => {
      const handed = given.find((event) => event.pkcs8 === pkcs8);
      return {
        kind: "key",
        what: `private key of ${inSentence(END_NAMES[owner])}`,
        cells: {
          ...UNREPORTED,
          ...search.for(privateScalar(Buffer.from(pkcs8, "base64"))),
          ...(handed && { server: yes("it was given to the operator", [handed.seq]) }),
          [holderOf(owner)]: yes("it reported the key that it made", [seq]),
        },
      };
    });
  return [...keys, ...sessionSecrets(trace, search), ...contents(trace, search)];
}

function sessionSecrets(trace: readonly TraceEvent[], search: Search): Holding[] {
  const reported = eventsOf(trace, "session-secret");
  const secrets = [...new Set(reported.map(({ masterSecret }) => masterSecret))];
  return secrets.map((secret): Holding => {
    const events = reported.filter(({ masterSecret }) => masterSecret === secret);
    const ends = [...new Set(events.map(({ owner }) => owner))].toSorted(peersFirst);
    const held = events.map(({ owner, seq }) => [holderOf(owner), yes("it reported this secret", [seq])]);
    return {
      kind: "session-secret",
      what: `DTLS master secret between ${ends.map((end) => inSentence(END_NAMES[end])).join(" and ")}`,
      cells: { ...UNREPORTED, ...search.for(Buffer.from(secret, "hex")), ...Object.fromEntries(held) },
    };
  });
}

function contents(trace: readonly TraceEvent[], search: Search): Holding[] {
  return eventsOf(trace, "canary-made").map(({ name, value }): Holding => {
    const holder = (peer: "alice" | "bob"): Cell => {
      const events = trace.filter(
        (event) =>
          (event.kind === "message-sent" || event.kind === "message-received") &&
          event.actor === peer &&
          Buffer.from(event.head, "base64").includes(value),
      );
      return events.length > 0
        ? yes(
            "a message that this peer sent or received has it",
            events.slice(0, 3).map(({ seq }) => seq),
          )
        : { value: "no", because: "no message that this peer sent or received has it", basis: [] };
    };
    const found = search.for(Buffer.from(value));
    return {
      kind: "content",
      what: `content “${name}”`,
      cells: { alice: holder("alice"), bob: holder("bob"), ...found },
    };
  });
}

function peersFirst(a: EndName, b: EndName): number {
  return ENDS.indexOf(a) - ENDS.indexOf(b);
}

type Found = Pick<Holding["cells"], "server" | "recording">;

const NOT_REPORTED: Cell = { value: "no", because: "it reported no such secret", basis: [] };
const UNREPORTED = { alice: NOT_REPORTED, bob: NOT_REPORTED };

function yes(because: string, basis: Basis): Cell {
  return { value: "yes", because, basis };
}

function holderOf(owner: EndName): "alice" | "bob" | "server" {
  return owner === "alice" || owner === "bob" ? owner : "server";
}

/** The judge's own search, over the two places apart. An empty one counts only if the logs are complete. */
class Search {
  readonly #log: readonly Place[];
  readonly #packets: readonly Place[];
  readonly #doubt: string | undefined;

  constructor(page: Page) {
    const places = operatorPlaces(page);
    this.#log = places.filter(({ basis }) => typeof basis === "number");
    this.#packets = places.filter(({ basis }) => typeof basis === "string");
    this.#doubt = whySilenceProvesNothing(page);
  }

  for(secret: Uint8Array): Found {
    return {
      server: this.#in(this.#log, "the server’s log", secret),
      recording: this.#in(this.#packets, "the capture", secret),
    };
  }

  #in(places: readonly Place[], where: string, secret: Uint8Array): Cell {
    const hits = searchFor(secret, places);
    if (hits.length > 0) {
      return {
        value: "yes",
        because: `found in ${where}`,
        basis: hits.slice(0, 3).map(({ basis }) => basis),
      };
    }
    if (this.#doubt !== undefined) return { value: "unknown", because: this.#doubt, basis: [] };
    return { value: "no", because: `not found in ${where}: ${places.length} entries searched`, basis: [] };
  }
}
