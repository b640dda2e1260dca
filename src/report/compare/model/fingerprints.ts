import type { RunCall } from "../../../run/calls.ts";
import { type MetFingerprint, peerFingerprints } from "../../../run/fingerprintSources.ts";
import { counterpartOf, PEER_NAMES, PEERS, type PeerName } from "../../../trace/parties.ts";
import { sourceWords } from "../../model/fingerprintWords.ts";
import type { Page } from "../../model/page.ts";
import { OWNERS } from "../../model/parties.ts";

/** One place in which a peer met a fingerprint, and whose it was in each run. */
export interface ComparedFingerprint {
  readonly call: number;
  readonly peer: PeerName;
  readonly source: string;
  readonly left: FingerprintCell | undefined;
  readonly right: FingerprintCell | undefined;
  readonly differs: boolean;
}

export interface FingerprintCell {
  /** As it was: random in every run, and therefore not compared. */
  readonly value: string;
  /** Whose it is, and what became of it: this is compared. */
  readonly words: string;
  readonly foreign: boolean;
}

/** What each peer could know about certificates, source by source, in the calls that both runs have. */
export function compareFingerprints(left: Page, right: Page): ComparedFingerprint[] {
  return left.run.calls.flatMap((own) => {
    const other = right.run.calls.find(({ number }) => number === own.number);
    if (other === undefined) return [];
    return PEERS.flatMap((peer) => {
      const [ours, theirs] = [cellsOf(left, own, peer), cellsOf(right, other, peer)];
      return [...new Set([...ours.keys(), ...theirs.keys()])].map((source): ComparedFingerprint => {
        const [mine, its] = [ours.get(source), theirs.get(source)];
        const differs = mine?.words !== its?.words;
        return { call: own.number, peer, source, left: mine, right: its, differs };
      });
    });
  });
}

/** By source. Several fingerprints from one source are told apart by their number. */
function cellsOf(page: Page, call: RunCall, peer: PeerName): Map<string, FingerprintCell> {
  const cells = new Map<string, FingerprintCell>();
  for (const met of peerFingerprints(page.run, call, peer).met) {
    const source = sourceWords(met, peer);
    const before = [...cells.keys()].filter(
      (name) => name === source || name.startsWith(`${source}, `),
    ).length;
    cells.set(before === 0 ? source : `${source}, number ${before + 1}`, cellOf(met, peer));
  }
  return cells;
}

function cellOf(met: MetFingerprint, peer: PeerName): FingerprintCell {
  const { fingerprint, source, text, certificate, genuine } = met;
  if (!fingerprint) {
    const isCode = source.place === "read-aloud";
    return { value: text, words: isCode ? "a code: it names no certificate" : text, foreign: false };
  }
  const { algorithm, value } = fingerprint;
  const by = algorithm === "sha-256" ? "" : `, by ${algorithm}`;
  const accepted = source.place === "dtls" && !source.accepted ? ", not gone on with" : "";
  const owner = OWNERS[certificate?.owner ?? "unknown"];
  const other = PEER_NAMES[counterpartOf(peer)];
  if (source.place === "own") return { value, words: `made for ${owner}${by}`, foreign: false };
  const isGenuine = value === genuine;
  const whose = isGenuine ? `genuine: ${other}’s` : `not ${other}’s: made by ${owner}`;
  return { value, words: `${whose}${by}${accepted}`, foreign: !isGenuine };
}
