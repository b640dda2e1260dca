import { randomBytes } from "node:crypto";
import * as v from "valibot";
import type { Scenario } from "../../src/scenario.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { TRACE_FORMAT } from "../../src/trace/events.ts";
import { PEERS } from "../../src/trace/parties.ts";
import { makeRsaCertificate } from "../tls/rsaKeyTransport.ts";
import { guessCoins, stealCertificateKeys } from "./afterCalls.ts";
import { type Entrance, playCall } from "./call.ts";
import { environment } from "./environment.ts";
import { HarnessError } from "./harnessError.ts";
import { each, RunContext, type RunOptions } from "./runContext.ts";

/**
 * Performs a scenario with real actors and returns the trace, in order of time. When it returns or throws, no
 * actor is left running.
 * @throws HarnessError when an actor dies, hangs or refuses, or the user interrupts. It names actor and step.
 */
export async function run(scenario: Scenario, options: RunOptions): Promise<TraceEvent[]> {
  const context = new RunContext(scenario, options);
  try {
    await play(context);
  } finally {
    await context.clear();
  }
  return context.log.trace();
}

async function play(context: RunContext): Promise<void> {
  const { log, instruments, scenario } = context;
  const { calls, afterwards, id } = scenario;
  const startedAt = new Date().toISOString();
  log.note({
    kind: "run-started",
    format: TRACE_FORMAT,
    scenario: id,
    startedAt,
    environment: environment(),
  });
  if (context.options.prediction) log.note({ kind: "prediction", ...context.options.prediction });
  const rsaCertificate = afterwards && makeRsaCertificate(); // ready when the calls are over
  rsaCertificate?.catch(() => undefined);
  startActors(context);
  await context.within("network", "start", context.actors.ready("network"));
  const marker = `marker-${randomBytes(16).toString("hex")}`;
  await context.ask("network", "start the recording", {
    order: "record-to",
    file: context.options.captureFile,
    marker,
  });
  const entrance = await findEntrance(context);
  for (const peer of PEERS) await context.within(peer, "start", context.actors.ready(peer));
  instruments.startReaders(calls.reduce((sum, { attack }) => sum + (attack === undefined ? 1 : 2), 0));
  await context.orFailure(instruments.ready());
  const identityKeys = await each((peer) =>
    context.askText(peer, "tell its identity key", { order: "tell-identity-key" }),
  );
  for (const [index, call] of calls.entries()) {
    await playCall(context, call, { number: index + 1, entrance, identityKeys });
  }
  await context.ask("server", "close its log", { order: "close-log" });
  await context.ask("network", "close the recording", { order: "close-log" });
  await context.orFailure(instruments.read(log.trace()));
  await guessCoins(context);
  if (rsaCertificate) await stealCertificateKeys(context, rsaCertificate);
  log.note({ kind: "run-ended", durationMs: log.elapsedMs() });
}

/** The peers first: they have the most to load. */
function startActors({ actors, log, instruments }: RunContext): void {
  for (const role of ["alice", "bob", "network", "server"] as const) {
    const marker = instruments.plant();
    const pid = actors.start(role, marker);
    instruments.watch(role, pid, marker);
    log.note({ kind: "actor-started", name: role, pid });
  }
  instruments.startCapture();
}

const tlsEntranceSchema = v.object({ url: v.string(), certificate: v.string() });

/** Plain, or over TLS with a certificate that the peers are told beforehand. */
async function findEntrance(context: RunContext): Promise<Entrance> {
  const { url } = await context.within("server", "start", context.actors.ready("server"));
  if (url === undefined) throw new HarnessError("actor-refused", "server did not say where it listens");
  if (context.scenario.signalling !== "wss") return { url };
  const value = await context.askText("server", "listen over TLS", { order: "listen-over-tls" });
  const { url: secure, certificate } = v.parse(tlsEntranceSchema, JSON.parse(value));
  return { url: secure, trusted: certificate };
}

export type { RunOptions } from "./runContext.ts";
