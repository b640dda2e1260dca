import { setTimeout as sleep } from "node:timers/promises";
import { attack } from "../../src/attacks/index.ts";
import type { Call } from "../../src/scenario.ts";
import { counterpartOf, type EndName, PEERS, type PeerName } from "../../src/trace/events.ts";
import type { Ports } from "../actors/protocol.ts";
import { HarnessError } from "./harnessError.ts";
import type { Stage } from "./runContext.ts";
import { playStep } from "./steps.ts";

/** A side that stays undecided after the other one has failed is not waited for longer than this. */
const UNDECIDED_GRACE_MS = 700;

/** Where the peers reach the signalling server; over TLS also the one certificate (PEM) that they trust. */
export interface Entrance {
  readonly url: string;
  readonly trusted?: string;
}

export interface CallSettings {
  readonly number: number;
  readonly entrance: Entrance;
  /** Each peer's long-term public key (SPKI, base64). */
  readonly identities: Readonly<Record<PeerName, string>>;
}

/** Plays one call: places the attacker, lets the peers meet, waits for both links, follows the script, hangs up. */
export async function playCall(stage: Stage, call: Call, settings: CallSettings): Promise<void> {
  const { chronicle, instruments, scenario } = stage;
  const { number } = settings;
  const ports = await openCall(stage, call, number);
  await Promise.all(PEERS.map((peer) => join(stage, call, { ...settings, ports, peer })));
  const mark = chronicle.mark();
  await stage.ask(call.caller, "dial", { order: "dial" });
  await linksDecided(stage, mark);
  const connected = PEERS.every((peer) => isConnected(stage, mark, peer));
  if (connected) {
    for (const peer of PEERS) {
      const opened = chronicle.when(mark, peer, "channel-open", call.channels.length);
      await stage.within(peer, "see its channels open", opened);
    }
  }
  const last = number === scenario.calls.length;
  if (connected || last) instruments.searchMemory(chronicle.trace(), connected);
  for (const step of call.script) await playStep(stage, step, { mark, connected });
  for (const peer of PEERS) await stage.ask(peer, "hang up", { order: "hang-up" });
}

/** Ports of its own for each call, a room, and the attacker in its place: in the room, or on the path. */
async function openCall(stage: Stage, call: Call, number: number): Promise<Ports> {
  const position = call.attack && attack(call.attack).position;
  const owners: EndName[] = call.attack === undefined ? [...PEERS] : [...PEERS, "alice-leg", "bob-leg"];
  const { ports = {} } = await stage.ask("network", "open ports", {
    order: "open-ports",
    call: number,
    owners,
  });
  const via = position === undefined ? "honest" : (`${position}-attack` as const);
  stage.chronicle.note({ kind: "call-started", call: number, caller: call.caller, via });
  await stage.ask("server", "open the room", {
    order: "open-room",
    room: roomOf(number),
    legPorts: ports,
    ...(call.attack && position === "signalling" && { attack: call.attack }),
  });
  if (call.attack && position === "path") {
    await stage.ask("network", "place the attacker on the path", { order: "divert", attack: call.attack });
  }
  return ports;
}

async function join(
  stage: Stage,
  { channels, dangerSkipNonceGuard }: Call,
  {
    number,
    entrance,
    identities,
    ports,
    peer,
  }: CallSettings & { readonly ports: Ports; readonly peer: PeerName },
): Promise<void> {
  const publicPort = ports[peer];
  if (publicPort === undefined) throw new HarnessError("actor-refused", `network gave ${peer} no port`);
  await stage.ask(peer, "join the room", {
    order: "join",
    room: roomOf(number),
    ...entrance,
    publicPort,
    defences: [...stage.scenario.defences],
    counterpartIdentity: identities[counterpartOf(peer)],
    channels: channels.map((channel) => ({ ...channel })),
    ...(dangerSkipNonceGuard && { dangerSkipNonceGuard }),
  });
}

/**
 * Waits until both links are decided; shortly more, once one has failed; or until the deadline. A link that is
 * undecided then is no error but a result: its peer reports it as pending when it hangs up.
 */
async function linksDecided(stage: Stage, mark: number): Promise<void> {
  const decided = PEERS.map((peer) => stage.chronicle.when(mark, peer, "link", 1));
  const undecided = new AbortController();
  const after = async (delayMs: number) => {
    await sleep(delayMs, undefined, { signal: undecided.signal });
  };
  const impatience = Promise.race(
    PEERS.map((peer, index) => decided[index]?.then(() => isConnected(stage, mark, peer))),
  ).then((connected) => after(connected ? stage.options.deadlineMs : UNDECIDED_GRACE_MS));
  const deadline = after(stage.options.deadlineMs);
  for (const wait of [impatience, deadline]) wait.catch(() => undefined);
  await stage
    .orFailure(Promise.race([Promise.all(decided), impatience, deadline]))
    .finally(() => undecided.abort());
}

function isConnected({ chronicle }: Stage, mark: number, peer: PeerName): boolean {
  return chronicle.has(mark, peer, "link", ({ state }) => state === "connected");
}

function roomOf(call: number): string {
  return `call-${call}`;
}
