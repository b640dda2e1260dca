import { networkInterfaces } from "node:os";
import { PEERS, type PeerName } from "../../src/trace/parties.ts";
import type { Stack } from "../../src/trace/stack.ts";
import { HarnessError } from "./harnessError.ts";

export type Stacks = Readonly<Record<PeerName, Stack>>;

export const WERIFT_ALONE: Stacks = { alice: "werift", bob: "werift" };

const LOOPBACK = "127.0.0.1";

/**
 * Where the network's ports stand. Firefox pairs no address of its own with one on loopback: it needs the machine's own,
 * and what is sent to that never leaves the machine either.
 * @throws HarnessError "actor-refused" when the machine has no other address than loopback.
 */
export function doorAddress(stacks: Stacks): string {
  if (PEERS.every((peer) => stacks[peer] !== "firefox")) return LOOPBACK;
  const own = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal);
  if (!own) throw new HarnessError("actor-refused", "Firefox needs an IPv4 address besides 127.0.0.1");
  return own.address;
}
