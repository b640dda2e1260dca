import { type EventOf, eventsOf, type TraceEvent } from "../trace/events.ts";
import { type EndName, isPeer, PEERS, type PeerName } from "../trace/parties.ts";
import type { RunAssociation } from "./associations.ts";
import type { RunSecret } from "./secrets.ts";

/** What each peer speaks with, by its own word. Undefined: it said nothing. */
export type RunStacks = Readonly<Record<PeerName, EventOf<"stack-started"> | undefined>>;

export function stacksOf(trace: readonly TraceEvent[]): RunStacks {
  const started = eventsOf(trace, "stack-started");
  const of = (peer: PeerName) => started.findLast(({ owner }) => owner === peer);
  return { alice: of("alice"), bob: of("bob") };
}

/** Chromium gives the secrets of its sessions to nobody; Firefox writes them where it is told to. */
export function tellsSecrets(stacks: RunStacks, end: EndName): boolean {
  return !isPeer(end) || stacks[end]?.stack !== "chromium";
}

/** Nobody told a secret of it, and no end's stack tells any: nothing is known that must open it. */
export function isUntold(stacks: RunStacks, { secrets, ends }: RunAssociation): boolean {
  return secrets.length === 0 && !ends.some((end) => tellsSecrets(stacks, end));
}

/** The peers at the ends of the secret's association that hold it and whose stacks tell nobody. */
export function silentHolders(
  { stacks, associations }: { readonly stacks: RunStacks; readonly associations: readonly RunAssociation[] },
  secret: RunSecret,
): PeerName[] {
  if (secret.what !== "session-secret") return [];
  const ends: readonly EndName[] = associations.find(({ secrets }) => secrets.includes(secret))?.ends ?? [];
  return PEERS.filter(
    (peer) => ends.includes(peer) && !secret.holders.includes(peer) && !tellsSecrets(stacks, peer),
  );
}

/** Firefox does not show the certificate that DTLS delivered. It compares it with the description all the same. */
export function showsCertificate(stacks: RunStacks, peer: PeerName): boolean {
  return stacks[peer]?.stack !== "firefox";
}
