import type { Passage } from "../../../run/passages.ts";
import { diffDescriptions } from "../../../sdp/compare.ts";
import { SdpParseError } from "../../../sdp/sdpParseError.ts";
import { ACTOR_NAMES, PEER_NAMES, PEERS, type PeerName } from "../../../trace/parties.ts";
import type { Page } from "../../model/page.ts";
import type { Finding } from "./finding.ts";

/** Who made the keys, and what became of each description and of the candidates, in the calls that both runs have. */
export function findingsOfCalls(page: Page, calls: number): Finding[] {
  const numbers = page.run.calls.slice(0, calls).map(({ number }) => number);
  return [
    callsMade(page),
    keysMade(page),
    ...numbers.flatMap((call) => WAYS.map((way) => passageOf(page, call, way))),
  ];
}

function callsMade({ run: { calls } }: Page): Finding {
  const count = calls.length;
  return {
    id: "calls",
    name: "Calls",
    key: `${count}`,
    words: count === 1 ? "there was one call" : `there were ${count} calls`,
  };
}

/** By the word of the process that made them, as far as nobody searched its memory. */
function keysMade({ run: { certificates } }: Page): Finding {
  const makers = PEERS.map((peer) => ({ peer, maker: certificates.usedBy(peer)?.made?.actor }));
  const words = makers.every(({ peer, maker }) => maker === peer)
    ? "each peer made its own key pair"
    : makers
        .map(({ peer, maker }) => `${makerWords(peer, maker)} made ${PEER_NAMES[peer]}’s key pair`)
        .join(", and ");
  return { id: "keys", name: "Keys", key: words, words };
}

function makerWords(peer: PeerName, maker: keyof typeof ACTOR_NAMES | undefined): string {
  if (maker === undefined) return "nobody in this run";
  return maker === peer ? `${PEER_NAMES[peer]}’s own process` : ACTOR_NAMES[maker];
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
  if (!passage) return { ...base, key: undefined, words: `${PEER_NAMES[from]} sent no ${what}${inCall}` };
  const { attributes, changed, of } = changesIn(passage);
  const to = PEER_NAMES[passage.to];
  const words = {
    "byte-for-byte": () => `${thing} reached ${to} byte for byte${inCall}`,
    changed: () =>
      `${whoChanged(passage, run)} changed ${changed} of ${of} ${of === 1 ? "line" : "lines"} of ${thing}${inCall}${attributes.length > 0 ? ` (${attributes.join(", ")})` : ""}`,
    "not-arrived": () => `${thing} never reached ${to}${inCall}`,
    invented: () =>
      `${to} received ${what === "candidates" ? what : `an ${what}`} that ${PEER_NAMES[from]} did not send${inCall}`,
  };
  return { ...base, key: `${passage.outcome} ${attributes.join(" ")}`, words: words[passage.outcome]() };
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

/** The server's own log says whether it sent what the other peer had not. Where it does not, nobody is named. */
function whoChanged({ call, to, what }: Passage, { calls }: Page["run"]): string {
  const signals = calls.find(({ number }) => number === call)?.signals ?? [];
  const wasServer = signals.some(({ direction, peer, changed, content }) => {
    if (direction !== "sent" || peer !== to || !changed) return false;
    return content.kind === "description" ? content.type === what : what === "candidates";
  });
  return wasServer ? "the server" : "somebody";
}
