import { peersOf } from "../../../run/calls.ts";
import type { Passage } from "../../../run/passages.ts";
import { diffDescriptions } from "../../../sdp/compare.ts";
import { SdpParseError } from "../../../sdp/sdpParseError.ts";
import { ACTOR_NAMES, PEER_NAMES, PEERS } from "../../../trace/parties.ts";
import type { Page } from "../../model/page.ts";
import { printable } from "../../model/printable.ts";
import type { Finding } from "./finding.ts";

/** Who made the keys, and what became of each description and of the candidates, in the calls that both runs have. */
export function findingsOfCalls(page: Page, calls: number): Finding[] {
  const numbers = page.run.calls.slice(0, calls).map(({ number }) => number);
  return [
    keysMade(page),
    reachedServer(page, numbers),
    ...numbers.flatMap((call) => WAYS.map((way) => passageOf(page, call, way))),
  ];
}

/** By the word of the process that made them, as far as nobody searched its memory. */
function keysMade({ run: { certificates } }: Page): Finding {
  const makers = PEERS.map((peer) => ({ peer, maker: certificates.usedBy(peer)?.made?.actor }));
  const [first] = makers;
  const words = makers.every(({ peer, maker }) => maker === peer)
    ? "each peer made its own key pair"
    : first && makers.every(({ maker }) => maker === first.maker)
      ? `${makerWords(first.maker)} made both peers’ key pairs`
      : makers
          .map(({ peer, maker }) => `${makerWords(maker)} made ${PEER_NAMES[peer]}’s key pair`)
          .join(", and ");
  return { id: "keys", name: "Keys", key: words, words };
}

function makerWords(maker: keyof typeof ACTOR_NAMES | undefined): string {
  return maker === undefined ? "nobody in this run" : ACTOR_NAMES[maker];
}

/** How the peers reached the signalling server, by their own word. */
function reachedServer({ run: { calls } }: Page, numbers: readonly number[]): Finding {
  const peers = calls.filter(({ number }) => numbers.includes(number)).flatMap(peersOf);
  const overTls = peers.filter(({ signallingOverTls }) => signallingOverTls !== undefined).length;
  const words =
    overTls === 0
      ? "the signalling went without TLS"
      : overTls === peers.length
        ? "the signalling went over TLS to the trusted server"
        : "some of the signalling went over TLS";
  return { id: "signalling", name: "Signalling", key: words, words };
}

type Way = Pick<Passage, "what" | "from">;

const WAYS: readonly Way[] = (["offer", "answer", "candidates"] as const).flatMap((what) =>
  PEERS.map((from) => ({ what, from })),
);

function passageOf({ run }: Page, call: number, { what, from }: Way): Finding {
  const inCall = run.calls.length > 1 ? ` in call ${call}` : "";
  const thing = `${PEER_NAMES[from]}’s ${what}`;
  const passage = run.passages.find(
    (candidate) => candidate.call === call && candidate.what === what && candidate.from === from,
  );
  const base = { id: `${what}-${from}-${call}`, name: `${thing}${inCall}` };
  if (!passage)
    return { ...base, key: keyOf(what, undefined), words: `${PEER_NAMES[from]} sent no ${what}${inCall}` };
  const { attributes } = changesIn(passage);
  const to = PEER_NAMES[passage.to];
  const words = {
    "byte-for-byte": () => `${thing} reached ${to} byte for byte${inCall}`,
    changed: () => `${whoChanged(passage, run)} ${changeWords(passage)}${inCall}`,
    "not-arrived": () => `${thing} never reached ${to}${inCall}`,
    invented: () =>
      `${to} received ${what === "candidates" ? what : `an ${what}`} that ${PEER_NAMES[from]} did not send${inCall}`,
  };
  return { ...base, key: keyOf(what, passage.outcome, attributes), words: words[passage.outcome]() };
}

/** Whether a refused call's candidates were still sent, and got lost, or not sent any more, is chance. */
function keyOf(
  what: Passage["what"],
  outcome: Passage["outcome"] | undefined,
  attributes: readonly string[] = [],
) {
  if (what === "candidates" && (outcome === undefined || outcome === "not-arrived")) return "none";
  return outcome && `${outcome} ${attributes.join(" ")}`;
}

function changesIn({ sent, received, outcome }: Passage): {
  readonly attributes: readonly string[];
  readonly changed: number;
  readonly of: number;
} {
  if (outcome !== "changed" || sent === undefined || received === undefined)
    return { attributes: [], changed: 0, of: 0 };
  try {
    const rows = diffDescriptions(sent, received);
    const changed = rows.filter(({ kind }) => kind !== "same");
    const attributes = [...new Set(changed.map(({ attribute }) => attribute))].toSorted();
    return { attributes, changed: changed.length, of: rows.length };
  } catch (error) {
    if (error instanceof SdpParseError) return { attributes: [], changed: 0, of: 0 };
    throw error;
  }
}

/** Such as `changed 3 of 17 lines of Alice’s offer (fingerprint, ICE name, ICE password)`. */
function changeWords(passage: Passage): string {
  const { attributes, changed, of } = changesIn(passage);
  const thing = `${PEER_NAMES[passage.from]}’s ${passage.what}`;
  if (changed === 0) return `changed ${thing}`;
  if (passage.what === "candidates")
    return changed === of
      ? `put others in place of ${thing}`
      : `changed ${changed} of ${of} lines of ${thing}`;
  const named = attributes
    .slice(0, MOST_NAMED)
    .map((attribute) => ATTRIBUTES.get(attribute) ?? printable(attribute, 30));
  const more = attributes.length > named.length ? ", …" : "";
  return `changed ${changed} of ${of} ${of === 1 ? "line" : "lines"} of ${thing} (${named.join(", ")}${more})`;
}

const MOST_NAMED = 5;

const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ["a=fingerprint", "fingerprint"],
  ["a=ice-ufrag", "ICE name"],
  ["a=ice-pwd", "ICE password"],
  ["a=setup", "DTLS role"],
]);

/** The server's own log says whether it sent what the other peer had not. Where it does not, nobody is named. */
function whoChanged({ call, to, what }: Passage, { calls }: Page["run"]): string {
  const signals = calls.find(({ number }) => number === call)?.signals ?? [];
  const wasServer = signals.some(({ direction, peer, changed, content }) => {
    if (direction !== "sent" || peer !== to || !changed) return false;
    return content.kind === "description" ? content.type === what : what === "candidates";
  });
  return wasServer ? "the server" : "somebody";
}
