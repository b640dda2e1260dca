import { shortFingerprint } from "../../run/certificates.ts";
import type { Moment } from "../../run/moments.ts";
import { type Signal, signalsOf } from "../../run/signals.ts";
import { certificateFingerprint, fingerprintsOf } from "../../sdp/fingerprint.ts";
import { SdpParseError } from "../../sdp/sdpParseError.ts";
import { counterpartOf, type EndName, isPeer, PEER_NAMES, type PeerName } from "../../trace/parties.ts";
import { OWNERS } from "./parties.ts";
import { printable } from "./printable.ts";

type Description = Extract<Signal["content"], { kind: "description" }>;

/**
 * What became of the signalling of one call, told from what each party reported: the peers of what they sent and received, the
 * server of what it passed on. It remembers so much of the story as it takes to say who changed what.
 */
export class SignalWords {
  /** Whose certificate has this SHA-256 fingerprint, by the word of whoever made it. */
  readonly #owners = new Map<string, string>();
  #sent = new Map<string, string>();
  #reachedServer = new Map<string, string>();

  startCall(): void {
    this.#sent = new Map();
    this.#reachedServer = new Map();
  }

  /** Remembers for whom a certificate was made first: whoever shows it later is not its owner. Gives its short fingerprint. */
  made({ owner, certificate }: { readonly owner: EndName; readonly certificate: string }): string {
    const value = fingerprintOf(certificate);
    if (this.#owners.has(value)) return shortFingerprint(value);
    this.#owners.set(
      value,
      isPeer(owner) ? `${PEER_NAMES[owner]}’s` : OWNERS[owner].replace("the attacker", "the attacker’s"),
    );
    return shortFingerprint(value);
  }

  /** Such as `1A:05:EB:4A (Alice’s)`, of a certificate in base64. */
  named(certificate: string): string {
    return this.#name(fingerprintOf(certificate));
  }

  descriptionSent(by: PeerName, { type, sdp }: { readonly type: string; readonly sdp: string }): string {
    this.#sent.set(`${by} ${type}`, sdp);
    return `${PEER_NAMES[by]} sends an ${type} with ${this.#fingerprints(sdp)}.`;
  }

  descriptionReceived(by: PeerName, { type, sdp }: { readonly type: string; readonly sdp: string }): string {
    const other = counterpartOf(by);
    const sent = this.#sent.get(`${other} ${type}`);
    const differs = sent !== undefined && this.#fingerprints(sent) !== this.#fingerprints(sdp);
    const remark = differs ? `, which is not what ${PEER_NAMES[other]} sent` : "";
    return `${PEER_NAMES[by]} receives an ${type} with ${this.#fingerprints(sdp)}${remark}.`;
  }

  /** What became of a signal at the server. Undefined: it was passed on, unchanged, and decides nothing. */
  signal(moment: Moment): string | undefined {
    const [signal] = signalsOf([moment]);
    if (signal === undefined) return undefined;
    const { direction, peer, content, changed } = signal;
    if (direction === "received") {
      if (content.kind !== "description") return undefined;
      this.#reachedServer.set(`${peer} ${content.type}`, content.sdp);
      const kind = printable(content.type, 20);
      return changed
        ? `${PEER_NAMES[peer]}’s ${kind} was changed before it reaches the server: now it has ${this.#fingerprints(content.sdp)}.`
        : undefined;
    }
    if (content.kind === "description") return this.#passedOn(peer, content, changed);
    if (!changed) return undefined;
    const what = content.kind === "candidate" ? `a candidate, ${endpointOf(content.candidate)},` : "a signal";
    return `The server sends ${PEER_NAMES[peer]} ${what} that ${PEER_NAMES[counterpartOf(peer)]} did not send.`;
  }

  #passedOn(to: PeerName, { type, sdp }: Description, changed: boolean): string {
    const from = PEER_NAMES[counterpartOf(to)];
    const kind = printable(type, 20);
    if (!changed) return `The server passes ${from}’s ${kind} on to ${PEER_NAMES[to]}, unchanged.`;
    const original = this.#reachedServer.get(`${counterpartOf(to)} ${type}`);
    const shown = this.#fingerprints(sdp);
    if (original === undefined)
      return `The server sends ${PEER_NAMES[to]} an ${kind} with ${shown}; none from ${from} had reached it.`;
    const before = this.#fingerprints(original);
    return shown === before
      ? `The server changes ${from}’s ${kind} on its way to ${PEER_NAMES[to]}, and leaves ${before} in it.`
      : `The server changes ${from}’s ${kind} on its way to ${PEER_NAMES[to]}: it puts ${shown} in place of ${before}.`;
  }

  #fingerprints(sdp: string): string {
    const names = readFingerprints(sdp)?.map(({ algorithm, value }) =>
      algorithm === "sha-256" ? this.#name(value) : `${printable(algorithm, 20)} ${shortFingerprint(value)}`,
    );
    if (names === undefined) return "a fingerprint that cannot be read";
    if (names.length === 0) return "no fingerprint";
    return names.length === 1 ? `the fingerprint ${names[0]}` : `the fingerprints ${names.join(" and ")}`;
  }

  #name(value: string): string {
    const owner = this.#owners.get(value);
    return owner === undefined ? shortFingerprint(value) : `${shortFingerprint(value)} (${owner})`;
  }
}

function fingerprintOf(certificate: string): string {
  return certificateFingerprint(Buffer.from(certificate, "base64"), "sha-256").value;
}

function readFingerprints(sdp: string) {
  try {
    const all = fingerprintsOf(sdp).map(({ fingerprint }) => fingerprint);
    // A session with several media names the same certificate several times.
    return all.filter(({ value }, index) => all.findIndex((other) => other.value === value) === index);
  } catch (error) {
    if (error instanceof SdpParseError) return undefined;
    throw error;
  }
}

function endpointOf(candidate: string): string {
  const [, , , , address = "", port = ""] = candidate.split(" ");
  return printable(`${address}:${port}`, 40);
}
