import { type MetFingerprint, peerFingerprints } from "../../run/fingerprintSources.ts";
import { PEER_NAMES, PEERS } from "../../trace/parties.ts";
import { fingerprintsIntroduction, refusalWords, sourceWords } from "../model/fingerprintWords.ts";
import { OWNERS } from "../model/parties.ts";
import type { View } from "../model/view.ts";
import { cell, code, references, table, text } from "./syntax.ts";

/** What each peer could know about the other's certificate, source by source. */
export function fingerprintsMarkdown({ run }: View): string[] {
  const rows = run.calls.flatMap((call) =>
    PEERS.flatMap((peer) =>
      peerFingerprints(run, call, peer).met.map((met) => [
        `${call.number}`,
        PEER_NAMES[peer],
        cell(sourceWords(met, peer)),
        value(met),
        cell([whose(met), refusalWords(met, call.peers[peer].link)].filter(Boolean).join("; ")),
        references(met.basis),
      ]),
    ),
  );
  return [
    `## The fingerprints`,
    text(fingerprintsIntroduction(run)),
    table(["Call", "Peer", "Where from", "Fingerprint", "Whose it is", "Basis"], rows),
  ];
}

function value({ fingerprint, text: instead }: MetFingerprint): string {
  if (!fingerprint) return cell(instead);
  const { algorithm, value } = fingerprint;
  return algorithm === "sha-256" ? code(value) : `${cell(algorithm)} ${code(value)}`;
}

function whose({ source, fingerprint, certificate, genuine }: MetFingerprint): string {
  if (!fingerprint) return source.place === "read-aloud" ? "a code: it names no certificate" : "–";
  const who = OWNERS[certificate?.owner ?? "unknown"];
  if (source.place === "own" || genuine === undefined) return `made by ${who}`;
  return fingerprint.value === genuine ? "✓ genuine" : `✗ not the other peer’s: made by ${who}`;
}
