import { randomBytes } from "node:crypto";
import * as v from "valibot";
import type { Scenario } from "../../src/scenario.ts";
import { PEERS, type TraceEvent } from "../../src/trace/events.ts";
import { makeRsaIdentity } from "../tls/rsaKeyTransport.ts";
import { guessCoins, stealCertificateKeys } from "./afterCalls.ts";
import { type Entrance, playCall } from "./call.ts";
import { environment } from "./environment.ts";
import { HarnessError } from "./harnessError.ts";
import { each, type RunOptions, Stage } from "./runContext.ts";

/**
 * Performs a scenario with real actors and returns the trace, in order of time. When it returns or throws, no
 * actor is left running.
 * @throws HarnessError when an actor dies, hangs or refuses, or the user interrupts. It names actor and step.
 */
export async function run(scenario: Scenario, options: RunOptions): Promise<TraceEvent[]> {
  const stage = new Stage(scenario, options);
  try {
    await play(stage);
  } finally {
    await stage.clear();
  }
  return stage.chronicle.trace();
}

async function play(stage: Stage): Promise<void> {
  const { chronicle, instruments, scenario } = stage;
  const { calls, afterwards, id } = scenario;
  const startedAt = new Date().toISOString();
  chronicle.note({ kind: "run-started", format: 1, scenario: id, startedAt, environment: environment() });
  if (stage.options.prediction) chronicle.note({ kind: "prediction", ...stage.options.prediction });
  const rsaIdentity = afterwards && makeRsaIdentity(); // ready when the calls are over
  rsaIdentity?.catch(() => undefined);
  startActors(stage);
  await stage.within("network", "start", stage.cast.ready("network"));
  const marker = `marker-${randomBytes(16).toString("hex")}`;
  await stage.ask("network", "start the recording", {
    order: "record-to",
    file: stage.options.captureFile,
    marker,
  });
  const entrance = await findEntrance(stage);
  for (const peer of PEERS) await stage.within(peer, "start", stage.cast.ready(peer));
  instruments.startReaders(calls.reduce((sum, { attack }) => sum + (attack === undefined ? 1 : 2), 0));
  await stage.orFailure(instruments.ready());
  const identities = await each((peer) =>
    stage.hear(peer, "tell its identity key", { order: "tell-identity" }),
  );
  for (const [index, call] of calls.entries()) {
    await playCall(stage, call, { number: index + 1, entrance, identities });
  }
  await stage.ask("server", "close its log", { order: "close-log" });
  await stage.ask("network", "close the recording", { order: "close-log" });
  await stage.orFailure(instruments.read(chronicle.trace()));
  await guessCoins(stage);
  if (rsaIdentity) await stealCertificateKeys(stage, rsaIdentity);
  chronicle.note({ kind: "run-ended", durationMs: chronicle.elapsedMs() });
}

/** The peers first: they have the most to load. */
function startActors({ cast, chronicle, instruments }: Stage): void {
  for (const role of ["alice", "bob", "network", "server"] as const) {
    const marker = instruments.plant();
    const pid = cast.start(role, marker);
    instruments.watch(role, pid, marker);
    chronicle.note({ kind: "actor-started", name: role, pid });
  }
  instruments.startCapture();
}

const tlsEntranceSchema = v.object({ url: v.string(), certificate: v.string() });

/** Plain, or over TLS with a certificate that the peers are told beforehand. */
async function findEntrance(stage: Stage): Promise<Entrance> {
  const { url } = await stage.within("server", "start", stage.cast.ready("server"));
  if (url === undefined) throw new HarnessError("actor-refused", "server did not say where it listens");
  if (stage.scenario.signalling !== "wss") return { url };
  const value = await stage.hear("server", "listen over TLS", { order: "listen-over-tls" });
  const { url: secure, certificate } = v.parse(tlsEntranceSchema, JSON.parse(value));
  return { url: secure, trusted: certificate };
}

export type { RunOptions } from "./runContext.ts";
