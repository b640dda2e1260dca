import { isPeer } from "../../../trace/parties.ts";
import type { Arrow, Heading, Row } from "../../sequence/row.ts";
import type { Roles } from "./roles.ts";
import type { MomentKind } from "./stages.ts";

export type StepRow = Exclude<Row, Heading>;

/** What a row says, aspect by aspect, without the values that are random in every run. The names are for a person to read. */
export function aspectsOf(row: StepRow, roles: Roles): ReadonlyMap<string, string> {
  switch (row.kind) {
    case "note":
      return new Map([
        ["what happens", roles.plain(withoutCode(row.text))],
        ["at whom", row.lane],
      ]);
    case "fold":
      return new Map([["what is told in one line", roles.plain(row.text)]]);
    case "message":
      return new Map([
        ["what is said", roles.plain(row.text)],
        ["who reads it on the way", `${row.attacker ?? "server"} ${row.onTheWay}`],
        ["what the recorder can open", row.recorder],
        ["what arrives", row.replacement === undefined ? row.receiver : roles.plain(row.replacement)],
      ]);
    case "arrow":
      return arrowAspects(row, roles);
  }
}

function arrowAspects(row: Arrow, roles: Roles): ReadonlyMap<string, string> {
  const { medium, from, to, text, isCandidate, changed, certificate } = row;
  switch (medium) {
    case "out-of-band":
      return new Map([["who tells whom", `${from} ${to}`]]);
    case "ice":
      return new Map([["between whom", [from, to].toSorted().join(" ")]]);
    case "signalling":
      return new Map([
        ["what it names", isCandidate ? "candidate" : roles.plain(text)],
        ["whether it was changed on the way", changed ?? "no"],
      ]);
    case "dtls":
      return new Map([
        ["from whom to whom", `${from} ${to}`],
        ["what is sent", [...new Set(text.split(", "))].join(", ")],
        ["whose certificate it shows", certificate?.owner ?? "none"],
      ]);
  }
}

/** A code is read from a screen that is another one in every run. */
function withoutCode(text: string): string {
  return text.startsWith("has the code ") ? "has the code" : text;
}

/** The names of what two rows differ in. */
export function differingAspects(
  left: ReadonlyMap<string, string>,
  right: ReadonlyMap<string, string>,
): string[] {
  const names = [...new Set([...left.keys(), ...right.keys()])];
  return names.filter((name) => left.get(name) !== right.get(name));
}

/** Rows of one likeness may stand in each other's place. @param kind of the trace line that a note rests on */
export function likenessOf(row: StepRow, kind: MomentKind | undefined): string {
  switch (row.kind) {
    case "note":
      return `note ${row.lane.replace(/^(?:server|path)-/, "")} ${kind}`;
    case "fold":
      return "fold";
    case "message":
      return `message ${row.from}`;
    case "arrow":
      return arrowLikeness(row);
  }
}

/** A handshake with an attacker's leg stands where that with the other peer would. */
function arrowLikeness({ medium, from, to, text, isCandidate }: Arrow): string {
  const peer = peerSeen(from, to);
  switch (medium) {
    case "out-of-band":
      return `read aloud ${from}`;
    case "signalling":
      // Who hangs up first is chance, and the other one may have gone before it says so itself.
      if (text === "bye") return `signalling bye ${isPeer(from) ? "to" : "from"} the server`;
      return `signalling ${isCandidate ? "candidate" : text.split(",")[0]} ${from} ${to}`;
    case "ice":
      return `ice ${peer}`;
    case "dtls":
      return `dtls ${peer} ${to === peer ? "receives" : "sends"} ${text.split(", ")[0]}`;
  }
}

/** A connection is seen from Alice, or else from Bob. */
function peerSeen(from: Arrow["from"], to: Arrow["to"]): "alice" | "bob" {
  return from === "alice" || to === "alice" ? "alice" : "bob";
}

/** Where a row stands among those of its stage, before time decides. */
export function placeOf(row: StepRow): string {
  if (row.kind === "note") return row.lane;
  if (row.kind !== "arrow") return "";
  if (row.medium === "out-of-band") return row.from;
  if (row.medium !== "signalling") return peerSeen(row.from, row.to);
  if (row.isCandidate) return `3 ${row.from} ${row.to}`;
  if (row.text.startsWith("offer,")) return "1";
  return row.text.startsWith("answer,") ? "2" : `4 ${row.from} ${row.to}`;
}

/** What a row is made of. A flight that is sent again may be cut in another place. @param exact of the whole row */
export function unitsOf(row: StepRow, exact: string): readonly string[] {
  if (row.kind !== "arrow" || row.medium !== "dtls") return [exact];
  return row.text.split(", ").map((item) => `${row.from} ${row.to} ${item}`);
}
