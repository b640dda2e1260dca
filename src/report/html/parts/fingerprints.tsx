import type { RunCall } from "../../../run/calls.ts";
import {
  type MetFingerprint,
  type PeerFingerprints,
  peerFingerprints,
} from "../../../run/fingerprintSources.ts";
import { counterpartOf, PEER_NAMES, PEERS } from "../../../trace/parties.ts";
import { fingerprintsIntroduction, refusalWords, sourceWords } from "../../model/fingerprintWords.ts";
import { OWNERS } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Foreign } from "../components/foreign.tsx";
import { differingBytes, Hex } from "../components/hex.tsx";
import { Part } from "../components/part.tsx";
import { Prose } from "../components/prose.tsx";
import { Sign } from "../components/sign.tsx";
import { Table } from "../components/table.tsx";
import { CertificateGallery } from "./certificateGallery.tsx";
import { ComparisonForms } from "./comparisonForms.tsx";

/** What each peer could know about the other's certificate, source by source. */
export function Fingerprints({ view }: { view: View }) {
  return (
    <Part
      id="fingerprints"
      title="The fingerprints"
      folded="What each peer could know of the other’s certificate, source by source, and what the two would read to each other."
    >
      <p>
        <Prose>{fingerprintsIntroduction(view.run)}</Prose>
      </p>
      {view.run.calls.map((call) => (
        <Call call={call} view={view} />
      ))}
      <h3>The certificates of this run</h3>
      <CertificateGallery view={view} />
    </Part>
  );
}

function Call({ call, view }: { call: RunCall; view: View }) {
  const peers = PEERS.map((peer) => peerFingerprints(view.run, call, peer));
  return (
    <>
      {view.run.calls.length > 1 && <h3>Call {call.number}</h3>}
      {peers.map((fingerprints) => (
        <PeerTable fingerprints={fingerprints} call={call} view={view} />
      ))}
      <ComparisonForms peers={peers} call={call} view={view} />
    </>
  );
}

function PeerTable({
  fingerprints: { peer, met },
  call,
  view,
}: {
  fingerprints: PeerFingerprints;
  call: RunCall;
  view: View;
}) {
  return (
    <Table
      label={`Fingerprints as ${PEER_NAMES[peer]} met them`}
      kind={`fingerprints ${peer}`}
      caption={PEER_NAMES[peer]}
      columns={["Where from", "Fingerprint", "Whose it is", "Basis"]}
    >
      {met.map((one) => (
        <tr>
          <th scope="row">{sourceWords(one, peer)}</th>
          <td>
            <Value met={one} />
          </td>
          <td>
            <Whose met={one} other={PEER_NAMES[counterpartOf(peer)]} />
            <Refused words={refusalWords(one, call.peers[peer].link)} />
          </td>
          <td>
            <Basis basis={one.basis} listing={view.listing} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Value({ met: { fingerprint, text, genuine, source } }: { met: MetFingerprint }) {
  if (!fingerprint) return <Foreign text={text} />;
  return (
    <>
      {fingerprint.algorithm !== "sha-256" && (
        <>
          <Foreign text={fingerprint.algorithm} limit={20} />{" "}
        </>
      )}
      <Hex value={fingerprint.value} against={source.place === "own" ? undefined : genuine} />
    </>
  );
}

function Refused({ words }: { words: string | undefined }) {
  return words === undefined ? null : (
    <span class="because">
      <Prose>{words}</Prose>
    </span>
  );
}

function Whose({
  met: { source, fingerprint, certificate, genuine },
  other,
}: {
  met: MetFingerprint;
  other: string;
}) {
  if (!fingerprint) {
    return (
      <Sign tone="plain">
        {source.place === "read-aloud" ? "a code: it names no certificate" : "no fingerprint to compare"}
      </Sign>
    );
  }
  const who = OWNERS[certificate?.owner ?? "unknown"];
  if (source.place === "own" || genuine === undefined) return <>made by {who}</>;
  if (fingerprint.value === genuine) return <Sign tone="good">genuine: {other} made it</Sign>;
  const { differing, of } = differingBytes(fingerprint.value, genuine);
  return (
    <Sign tone="bad">
      not {other}’s: {differing} of {of} bytes differ; made by {who}
    </Sign>
  );
}
