import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { attack, holdsLegs } from "../../src/attacks/index.ts";
import type { Call } from "../../src/scenario.ts";
import { counterpartOf, type EndName, PEERS, type PeerName } from "../../src/trace/parties.ts";
import type { Ports } from "../actors/protocol.ts";
import { HarnessError } from "./harnessError.ts";
import type { RunContext } from "./runContext.ts";
import { doorAddress } from "./stacks.ts";
import { runStep } from "./steps.ts";

/** How long to wait for a side that is still undecided after the other one has failed. */
const UNDECIDED_GRACE_MS = 700;

/** Where the peers reach the signalling server; over TLS also the one certificate (PEM) that they trust. */
export interface SignallingAddress {
  readonly url: string;
  readonly trusted?: string;
}

/** What each peer shows the server to take its place in the room. */
export type Seats = Readonly<Record<PeerName, string>>;

export interface CallSettings {
  readonly number: number;
  readonly signalling: SignallingAddress;
  /** Each peer's long-term public keys (base64). */
  readonly identityKeys: Readonly<Record<PeerName, string>>;
}

/** Runs one call: places the attacker, lets the peers join, waits for both links, follows the script, hangs up. */
export async function runCall(context: RunContext, call: Call, settings: CallSettings): Promise<void> {
  const { log, instruments, scenario } = context;
  const { number } = settings;
  const opened = await openCall(context, call, number);
  await openRoom(context, call, opened);
  const divertedTo = await divertSignalling(context, call, { ...settings, ...opened });
  await Promise.all(PEERS.map((peer) => join(context, call, { ...settings, ...opened, divertedTo, peer })));
  const mark = log.mark();
  await context.ask(call.caller, "dial", { order: "dial" });
  await linksDecided(context, mark);
  const connected = PEERS.every((peer) => isConnected(context, mark, peer));
  if (connected) {
    for (const peer of PEERS) {
      const opened = log.when(mark, peer, "channel-open", call.channels.length);
      await context.within(peer, "see its channels open", opened);
    }
  }
  const last = number === scenario.calls.length;
  if (connected || last) instruments.searchMemory(log.trace(), connected);
  for (const step of call.script) await runStep(context, step, { mark, connected });
  for (const peer of PEERS) await context.ask(peer, "hang up", { order: "hang-up" });
}

/** What one call has for itself. */
export interface OpenCall {
  /** Random: a signature made for it must not fit a call of another run (RFC 8844 §4). */
  readonly room: string;
  readonly seats: Seats;
  /** Ports of its own, so that the capture tells the calls apart. */
  readonly ports: Ports;
}

/** Begins a call: ports in the network, a room's name, secrets for its seats. */
export async function openCall(context: RunContext, call: Call, number: number): Promise<OpenCall> {
  const room = `call-${number}-${randomBytes(8).toString("hex")}`;
  // Whoever does not have it is a stranger: neither another program nor a web page can take a peer's seat.
  const seats = { alice: randomBytes(16).toString("hex"), bob: randomBytes(16).toString("hex") };
  const performed = call.attack && attack(call.attack);
  const position = performed?.position;
  const owners: EndName[] =
    performed && holdsLegs(performed) ? [...PEERS, "alice-leg", "bob-leg"] : [...PEERS];
  const path = context.options.path ?? call.path;
  const { ports = {} } = await context.ask("network", "open ports", {
    order: "open-ports",
    call: number,
    owners,
    doorAddress: doorAddress(context.stacks),
    ...(path && { path: { ...path, seed: path.seed ?? randomInt(2 ** 31) } }),
  });
  context.log.note({
    kind: "call-started",
    call: number,
    caller: call.caller,
    room,
    ...(position && { attacker: position }),
  });
  return { room, seats, ports };
}

/** A room at the lab's server, and the attacker in its place: in the room, or on the path. */
async function openRoom(context: RunContext, call: Call, { room, seats, ports }: OpenCall): Promise<void> {
  const position = call.attack && attack(call.attack).position;
  await context.ask("server", "open the room", {
    order: "open-room",
    room,
    seats,
    legPorts: ports,
    doorAddress: doorAddress(context.stacks),
    ...(call.attack && position === "signalling" && { attack: call.attack }),
  });
  if (call.attack && position === "path") {
    await context.ask("network", "place the attacker on the path", { order: "divert", attack: call.attack });
  }
}

/** The port at which the peers' connections to the server arrive, where the attack diverts them. */
async function divertSignalling(
  context: RunContext,
  call: Call,
  { number, signalling, ports }: CallSettings & OpenCall,
): Promise<number | undefined> {
  if (!call.attack || attack(call.attack).position !== "signalling-path") return undefined;
  const port = await context.askText("network", "place the attacker on the way to the server", {
    order: "divert-signalling",
    attack: call.attack,
    call: number,
    server: signalling.url,
    ports,
  });
  return Number(port);
}

async function join(
  context: RunContext,
  { channels, dangerSkipGuards = [], clientCode }: Call,
  {
    number,
    signalling,
    identityKeys,
    room,
    seats,
    ports,
    divertedTo,
    peer,
  }: CallSettings & OpenCall & { readonly divertedTo: number | undefined; readonly peer: PeerName },
): Promise<void> {
  const publicPort = ports[peer];
  if (publicPort === undefined) throw new HarnessError("actor-refused", `network gave ${peer} no port`);
  await context.ask(peer, "join the room", {
    order: "join",
    call: number,
    room,
    seat: seats[peer],
    ...signalling,
    ...(divertedTo !== undefined && { divertedTo }),
    publicPort,
    doorAddress: doorAddress(context.stacks),
    heardFrom: Object.values(ports).filter((port) => port !== undefined),
    defences: [...context.scenario.defences],
    counterpartIdentityKeys: identityKeys[counterpartOf(peer)],
    channels: channels.map((channel) => ({ ...channel })),
    dangerSkipGuards: [...dangerSkipGuards],
    ...(clientCode && { clientCode }),
  });
}

/**
 * Waits until both links are decided; a little longer once one has failed; or until the deadline. A link that is
 * undecided then is no error but a result: its peer reports it as pending when it hangs up.
 */
export async function linksDecided(context: RunContext, mark: number): Promise<void> {
  const decided = PEERS.map((peer) => context.log.when(mark, peer, "link", 1));
  const undecided = new AbortController();
  const after = async (delayMs: number) => {
    await sleep(delayMs, undefined, { signal: undecided.signal });
  };
  const gaveUp = Promise.race(
    PEERS.map((peer, index) => decided[index]?.then(() => isConnected(context, mark, peer))),
  ).then((connected) => after(connected ? context.options.deadlineMs : UNDECIDED_GRACE_MS));
  const deadline = after(context.options.deadlineMs);
  for (const wait of [gaveUp, deadline]) wait.catch(() => undefined);
  await context
    .during("the links to be decided", Promise.race([Promise.all(decided), gaveUp, deadline]))
    .finally(() => undecided.abort());
}

export function isConnected({ log }: RunContext, mark: number, peer: PeerName): boolean {
  return log.has(mark, peer, "link", ({ state }) => state === "connected");
}
