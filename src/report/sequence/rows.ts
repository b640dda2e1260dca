import { type CallTrace, callsOf } from "../../run/calls.ts";
import { certificatesOf } from "../../run/certificates.ts";
import { whySilenceProvesNothing } from "../../verdict/evidence/disclosed.ts";
import type { Holding } from "../model/holdings.ts";
import type { Page } from "../model/page.ts";
import { foldRows } from "./fold.ts";
import { messageRows } from "./messages.ts";
import { noteRow } from "./notes.ts";
import type { Attacker, Heading, Row, Sight } from "./row.ts";
import { signallingRows } from "./signalling.ts";
import { transportRows } from "./transport.ts";

/** The run as a picture tells it: in order of time, folded where it is quiet or crowded. */
export function pictureRows(page: Page, holdings: readonly Holding[]): Row[] {
  const { trace, recording } = page;
  const certificates = certificatesOf(trace);
  const logComplete = whySilenceProvesNothing(page) === undefined;
  const recorder = recorderSight(page, holdings, logComplete);
  const calls = callsOf(trace);
  const rows: Row[] = [
    ...transportRows(trace, recording, certificates),
    ...trace.flatMap((event) => noteRow(event, certificates) ?? []),
    ...calls.flatMap(({ start, events, attacker }): Row[] => [
      heading(start, attacker),
      ...signallingRows(events),
      ...messageRows(events, { attacker, logComplete, recorder }),
    ]),
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
function recorderSight(
  { report, recording }: Page,
  holdings: readonly Holding[],
  searchable: boolean,
): Sight {
  const faults = recording.associations.flatMap(({ association }) => association.faults);
  const inClear = faults.some(({ code }) => code === "cleartext-application-data");
  const found = holdings.some(({ kind, cells }) => kind === "content" && cells.recording.value === "yes");
  if (inClear || found || report.evidence.decryption.peerAssociationsOpened > 0) return "open";
  return searchable ? "closed" : "unknown";
}

function heading({ at, seq, call, caller }: CallTrace["start"], attacker: Attacker | undefined): Heading {
  const who = caller === "alice" ? "Alice calls Bob" : "Bob calls Alice";
  return {
    kind: "heading",
    at,
    source: seq,
    attacker,
    text: `Call ${call}: ${who} ${MANNERS[attacker ?? "none"]}`,
  };
}
