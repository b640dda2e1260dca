import { linesOf } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import type { Case } from "../case.ts";

/**
 * Of an application that others wrote: in how many of its signals could the server read a description or a candidate? Where
 * it is to find none, this tells an application that sealed its signals from one that sent none, or that the lab did not see.
 */
export function readableSignals({ scenario: { app }, run: { calls } }: Case): Check[] {
  if (!app) return [];
  const received = calls
    .flatMap(({ signals }) => signals)
    .filter(({ direction }) => direction === "received");
  const readable = received.filter(({ content }) => content.kind !== "other");
  const sealed = app.password === true;
  return [
    {
      id: "readable-signals",
      claim: "signals of the application in which the server can read a description or a candidate",
      expected: sealed ? "none" : "some",
      observed:
        received.length === 0
          ? "it sent no signals"
          : `${readable.length === 0 ? "none" : readable.length} of ${received.length}`,
      ok: received.length === 0 ? null : (readable.length === 0) === sealed,
      basis: linesOf(...(sealed && readable.length === 0 ? received : readable).slice(0, MAX_BASIS)),
    },
  ];
}

const MAX_BASIS = 10;
