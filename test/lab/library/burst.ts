import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { ActorPool } from "../../../lab/actors/actorPool.ts";
import type { PeerOrder } from "../../../lab/actors/protocol.ts";
import { EventLog } from "../../../lab/run/eventLog.ts";
import { HarnessError } from "../../../lab/run/harnessError.ts";
import type { SignallingAttackId } from "../../../src/attacks/index.ts";
import type { PathConditions } from "../../../src/pathConditions.ts";
import type { Channel } from "../../../src/scenario.ts";
import type { TraceEvent } from "../../../src/trace/events.ts";
import { counterpartOf, PEERS } from "../../../src/trace/parties.ts";
import { PROGRAMS } from "../programs.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

interface BurstOptions {
  readonly path?: PathConditions & { readonly seed: number };
  /** Left out: fingerprint substitution. */
  readonly attack?: SignallingAttackId;
  /** What each message begins with. */
  readonly words?: string;
  /** How many messages Bob is to hear that Alice does not send. */
  readonly forged?: number;
}

const BURST_LIMIT_MS = 50_000;

/**
 * An intercepted call in which both peers say `each` messages without waiting for anything. A scenario's script
 * is one step after the other, so the actors are ordered directly.
 */
export async function burst(
  channel: Channel,
  each: number,
  size: (index: number) => number,
  { path, attack = "substitute-fingerprint", words = "", forged = 0 }: BurstOptions = {},
): Promise<TraceEvent[]> {
  const log = new EventLog(() => undefined);
  let fail: (error: HarnessError) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failure.catch(() => undefined);
  const actors = new ActorPool(PROGRAMS, {
    fact: (actor, fact, atNs) => {
      log.add(actor, fact, atNs);
      if (fact.kind !== "socket-opened") return;
      actors.order("network", { order: "attach", owner: fact.owner, privatePort: fact.port }).catch(fail);
    },
    failed: fail,
  });
  const perform = async () => {
    for (const role of ["alice", "bob", "network", "server"] as const) actors.start(role, "00".repeat(16));
    const [{ url = "" }] = await Promise.all([actors.ready("server"), actors.ready("network")]);
    await actors.order("network", {
      order: "record-to",
      file: join(temporaryDirectory(), "capture.pcapng"),
      marker: "marker-of-this-test",
    });
    const owners = [...PEERS, "alice-leg", "bob-leg"] as const;
    const { ports = {} } = await actors.order("network", {
      order: "open-ports",
      call: 1,
      owners: [...owners],
      ...(path && { path }),
    });
    await actors.order("server", {
      order: "open-room",
      room: "call-1",
      legPorts: ports,
      attack,
    });
    await Promise.all(
      PEERS.map(async (peer) => {
        await actors.ready(peer);
        const { value: counterpartIdentityKeys = "" } = await actors.order(counterpartOf(peer), {
          order: "send-identity-keys",
        });
        const order: PeerOrder = {
          order: "join",
          call: 1,
          room: "call-1",
          url,
          publicPort: ports[peer] ?? 0,
          channels: [channel],
          defences: [],
          dangerSkipGuards: [],
          counterpartIdentityKeys,
        };
        await actors.order(peer, order);
      }),
    );
    await actors.order("alice", { order: "dial" });
    await Promise.all(PEERS.map((peer) => log.when(0, peer, "channel-open", 1)));
    await Promise.all(
      PEERS.flatMap((peer) =>
        Array.from({ length: each }, (_, index) => {
          const type = index % 2 === 0 ? "binary" : "text";
          // Hexadecimal digits: text of any size, and no two messages alike.
          const content = Buffer.from(words + randomBytes(size(index)).toString("hex").slice(0, size(index)));
          const order = {
            order: "say",
            channel: channel.label,
            type,
            content: content.toString("base64"),
          } as const;
          return actors.order(peer, order);
        }),
      ),
    );
    const due = { alice: each, bob: each + forged };
    await Promise.all(PEERS.map((peer) => log.when(0, peer, "message-received", due[peer])));
    await actors.order("server", { order: "close-log" });
  };
  const timer = setTimeout(
    () => fail(new HarnessError("deadline", "the messages did not all arrive")),
    BURST_LIMIT_MS,
  );
  try {
    await Promise.race([perform(), failure]);
  } finally {
    clearTimeout(timer);
    await actors.end(1000);
  }
  return log.trace();
}
