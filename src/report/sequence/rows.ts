import type { Attacker } from "../../run/attacker.ts";
import type { RunCall } from "../../run/calls.ts";
import { counterpartOf, PEER_NAMES } from "../../trace/parties.ts";
import type { Page } from "../model/page.ts";
import { foldRows } from "./fold.ts";
import { messageRow } from "./messages.ts";
import { noteRow } from "./notes.ts";
import type { Heading, Row, Sight } from "./row.ts";
import { signallingRow } from "./signalling.ts";
import { transportRows } from "./transport.ts";

/** The run as a picture tells it: in order of time, folded where it is quiet or crowded. */
export function pictureRows(page: Page): Row[] {
  const { run, report } = page;
  const observers = { logComplete: run.logs.doubt === undefined, recorder: recorderSight(page) };
  const known = { certificates: run.certificates, guesses: report.evidence.guesses, stacks: run.stacks };
  const rows: Row[] = [
    ...run.calls.map(heading),
    ...run.calls.flatMap(({ signals }) => signals.map(signallingRow)),
    ...transportRows(run),
    ...run.messages.flatMap((message) => messageRow(message, observers) ?? []),
    ...run.moments.flatMap((moment) => noteRow(moment, known) ?? []),
  ];
  return foldRows(rows.toSorted((a, b) => a.at - b.at));
}

const MANNERS: Readonly<Record<Attacker | "none", string>> = {
  none: "through an honest server",
  server: "through a server that attacks",
  path: "past an attacker on the path",
};

/**
 * Could the recording alone be read? Yes, if content stands in it in clear, or if a connection between the peers
 * opens with what the operator holds. That an attacker opens its own legs is another matter.
 */
function recorderSight({ run, report: { evidence } }: Page): Sight {
  const inClear = run.associations.some(({ association: { faults } }) =>
    faults.some(({ code }) => code === "cleartext-application-data"),
  );
  const found = run.canaries.some(({ observed }) =>
    observed.some(({ place }) => place.observer === "recording"),
  );
  if (inClear || found || evidence.decryption.peerAssociationsOpened > 0) return "open";
  return run.logs.doubt === undefined ? "closed" : "unknown";
}

function heading({ at, seq, number, caller, attacker }: RunCall): Heading {
  const who = `${PEER_NAMES[caller]} calls ${PEER_NAMES[counterpartOf(caller)]}`;
  return {
    kind: "heading",
    at,
    source: seq,
    attacker,
    text: `Call ${number}: ${who} ${MANNERS[attacker ?? "none"]}`,
  };
}
