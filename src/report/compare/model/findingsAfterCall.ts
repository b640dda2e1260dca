import type { Evidence } from "../../../contract/evidence.ts";
import { OUTCOME_WORDS } from "../../../contract/outcome.ts";
import { LINK_FAILURE_WORDS } from "../../../trace/linkFailure.ts";
import { counterpartOf, PEER_NAMES, PEERS, type PeerName } from "../../../trace/parties.ts";
import { isToldApart } from "../../../verdict/outcome.ts";
import { whoCompared } from "../../model/comparisonWords.ts";
import { type CallMap, mapOf, type Tunnel } from "../../model/map.ts";
import type { Page } from "../../model/page.ts";
import type { Finding } from "./finding.ts";

/** From the handshake on: what each peer met and decided, what was said, and who could read it. */
export function findingsAfterCall(page: Page): Finding[] {
  const { report, run } = page;
  const { evidence } = report;
  return [
    whereEncryptionEnds(mapOf(run, evidence)),
    ofBothPeers("certificate", "Certificates", (peer, names) => certificateWords(evidence, peer, names)),
    ofBothPeers("possession", "Possession of the key", (peer, { own }) =>
      POSSESSION[evidence.possession[peer].value].replace("{peer}", own),
    ),
    ofBothPeers("link", "Connection", (peer, { own }) => `${own} ${linkWords(evidence, peer)}`),
    said("comparison", "Comparison", comparisonWords(page)),
    said("alarms", "Alarms", alarmWords(evidence)),
    said("disclosed", "Who read content", disclosedWords(evidence)),
    said("altered", "What was altered", alteredWords(evidence)),
    said("delivery", "What arrived", deliveryWords(evidence)),
    said("recording", "The recording", recordingWords(evidence)),
    said("secrets", "Secrets of the peers", secretsWords(evidence)),
    said("nonces", "Nonces", NONCES[evidence.nonces.value]),
    said("sizes", "Sizes and times", sizesWords(evidence)),
    callsMade(page),
    said("outcome", "Outcome", `the outcome was “${OUTCOME_WORDS[report.outcome].words}”`),
  ];
}

/** A finding whose words hold nothing random. */
function said(id: string, name: string, words: string): Finding {
  return { id, name, key: words, words };
}

/** A peer and the other one, as they stand in a sentence. */
interface Names {
  readonly own: string;
  readonly other: string;
}

const EACH: Names = { own: "each peer", other: "the other" };

/** What holds for both peers is said once. */
function ofBothPeers(id: string, name: string, wordsOf: (peer: PeerName, names: Names) => string): Finding {
  const [ofAlice, ofBob] = PEERS.map((peer) => wordsOf(peer, EACH));
  if (ofAlice !== undefined && ofAlice === ofBob) return said(id, name, ofAlice);
  const each = PEERS.map((peer) =>
    wordsOf(peer, { own: PEER_NAMES[peer], other: PEER_NAMES[counterpartOf(peer)] }),
  );
  return said(id, name, each.join(", and "));
}

/** Of the call that the map shows: the last one that was attacked, else the last one. */
function whereEncryptionEnds(map: CallMap | undefined): Finding {
  const key = map ? endsWords(map) : "no call was begun";
  const inCall = map && map.of > 1 ? ` (call ${map.number})` : "";
  return { ...said("ends", "Where encryption ends", key), words: `${key}${inCall}` };
}

function endsWords({ tunnels, attacker }: CallMap): string {
  if (tunnels.every(({ state }) => state === "none")) return "no encrypted connection was begun";
  const who = attacker === "path" ? "the attacker on the path" : "the server";
  const [first, ...others] = tunnels;
  if (first && others.length === 0) {
    return first.state === "established"
      ? "the encrypted connection led from Alice to Bob, past the server"
      : `the encrypted connection from Alice to Bob ${NOT_ESTABLISHED[first.state]}`;
  }
  const isCommon = others.every(({ state }) => state === first?.state);
  const words = (isCommon ? tunnels.slice(0, 1) : tunnels).map(({ ends: [peer], state }) => {
    const whose = isCommon ? "each peer’s" : peer === "alice" ? "Alice’s" : "Bob’s";
    return state === "established"
      ? `${whose} encrypted connection ended at ${who}`
      : `${whose} connection, which would have ended at ${who}, ${NOT_ESTABLISHED[state]}`;
  });
  return words.join(", and ");
}

const NOT_ESTABLISHED: Readonly<Record<Exclude<Tunnel["state"], "established">, string>> = {
  refused: "was refused",
  unfinished: "was not finished",
  none: "was never begun",
};

function certificateWords({ remoteCertificate }: Evidence, peer: PeerName, { own, other }: Names): string {
  const { value, accepted } = remoteCertificate[peer];
  const went = accepted ? `, and ${own} went on with it` : `, and ${own} did not go on with it`;
  switch (value) {
    case "genuine":
      return `DTLS delivered ${other}’s own certificate to ${own}${accepted ? "" : went}`;
    case "substituted":
      return `DTLS delivered to ${own} a certificate that is not ${other}’s${went}`;
    case "none":
      return `DTLS delivered no certificate to ${own}`;
    case "unknown":
      return `whose certificate DTLS delivered to ${own} is not known`;
  }
}

const POSSESSION: Readonly<Record<Evidence["possession"]["alice"]["value"], string>> = {
  proven: "whoever was at the other end proved to {peer} that it holds its certificate’s key",
  refuted: "whoever was at the other end did not prove to {peer} that it holds its certificate’s key",
  none: "nobody had to prove to {peer} that it holds a key",
  unknown: "whether the other end held its key towards {peer} is not known",
};

function linkWords({ link }: Evidence, peer: PeerName): string {
  const { value, reason } = link[peer];
  return `${LINK[value]}${reason === undefined ? "" : `, because ${LINK_FAILURE_WORDS[reason]}`}`;
}

const LINK: Readonly<Record<Evidence["link"]["alice"]["value"], string>> = {
  connected: "was connected",
  aborted: "gave the connection up",
  failed: "saw the connection fail",
  pending: "was still waiting for a connection",
};

function comparisonWords({ report, run }: Page): string {
  const who = whoCompared(run.comparisons);
  switch (report.evidence.comparison.value) {
    case "match":
      return `${who} compared, and heard what was expected`;
    case "mismatch":
      return `${who} compared, and heard something other than what was expected`;
    case "not-made":
      return "the peers did not compare";
  }
}

function alarmWords({ alarms }: Evidence): string {
  if (alarms.length === 0) return "no peer raised an alarm";
  const words = alarms.map(({ by, code, beforeContent }) => ({
    by,
    what: `${code} ${beforeContent ? "before any content" : "after content"}`,
  }));
  const kinds = [...new Set(words.map(({ what }) => what))].toSorted();
  return kinds
    .map((kind) => {
      const who = PEERS.filter((peer) => words.some(({ by, what }) => by === peer && what === kind));
      return `${who.map((peer) => PEER_NAMES[peer]).join(" and ")} raised ${kind}`;
    })
    .join(", and ");
}

function disclosedWords({ disclosed }: Evidence): string {
  switch (disclosed.value) {
    case "no":
      return "nobody but the peers read content";
    case "unknown":
      return "whether anybody else read content is not known";
    case "yes":
      return `${disclosed.to
        .toSorted()
        .map((who) => READERS[who])
        .join(" and ")} read content`;
  }
}

const READERS: Readonly<Record<Evidence["disclosed"]["to"][number], string>> = {
  server: "the server",
  recording: "whoever has the recording",
  attacker: "the attacker on the path",
};

function alteredWords({ altered: { value, content, comparison } }: Evidence): string {
  if (value === "unknown") return "whether anything was altered on the way is not known";
  const what = [
    ...(content > 0 ? ["content"] : []),
    ...(comparison > 0 ? ["the messages of a comparison"] : []),
  ];
  return what.length === 0 ? "no message was altered on the way" : `${what.join(" and ")} changed on the way`;
}

function deliveryWords({ delivery: { sent, arrived } }: Evidence): string {
  if (sent === 0) return "no content was sent";
  if (arrived === sent) return "all content that was sent arrived";
  return arrived === 0 ? "no content arrived" : "some of the content did not arrive";
}

function recordingWords({ decryption, holdings }: Evidence): string {
  if (decryption.records === 0) return "the recording holds no application data";
  if (decryption.peerAssociationsOpened > 0) return "the recording opened with what the operator holds";
  const opened = holdings.some(({ kind, cells }) => kind === "content" && cells.recording.how === "opened");
  return opened
    ? "the recording opened with the keys of the attacker’s own legs"
    : "no record of the recording opened with all that the operator holds";
}

/** What a peer alone should have, and somebody else came to hold. */
function secretsWords({ holdings }: Evidence): string {
  const held = holdings.flatMap(({ kind, what, cells }) => {
    if (kind === "content" || what.includes("leg")) return [];
    return (["server", "recording", "attacker"] as const).some((who) => cells[who]?.value === "yes")
      ? [what]
      : [];
  });
  return held.length === 0
    ? "no key or session secret of the peers came into other hands"
    : `somebody else came to hold: ${held.toSorted().join(", ")}`;
}

const NONCES: Readonly<Record<Evidence["nonces"]["value"], string>> = {
  unique: "no nonce came twice",
  reused: "a nonce came twice",
  unknown: "whether a nonce came twice is not known",
};

function sizesWords({ guesses }: Evidence): string {
  if (guesses.length === 0) return "nobody guessed messages from their sizes";
  return guesses.some(isToldApart)
    ? "sizes and times told messages apart"
    : "sizes and times did not tell messages apart";
}

function callsMade({ run: { calls } }: Page): Finding {
  const count = calls.length;
  return said("calls", "Calls", count === 1 ? "there was one call" : `there were ${count} calls`);
}
