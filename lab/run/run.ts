import { randomBytes } from "node:crypto";
import * as v from "valibot";
import type { Scenario } from "../../src/scenario.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { TRACE_FORMAT } from "../../src/trace/events.ts";
import { isPeer, PEERS } from "../../src/trace/parties.ts";
import { APP_PROGRAM, whyNoApps } from "../actors/app/thirdPartyApp.ts";
import { wordsFor } from "../actors/protocol.ts";
import { makeRsaCertificate } from "../tls/rsaKeyTransport.ts";
import { guessCoins, stealCertificateKeys } from "./afterCalls.ts";
import { runAppCalls } from "./appCall.ts";
import { runCall, type SignallingAddress } from "./call.ts";
import { environment } from "./environment.ts";
import { HarnessError } from "./harnessError.ts";
import { BROWSER_START, each, RunContext, type RunOptions } from "./runContext.ts";
import { doorAddress } from "./stacks.ts";

/**
 * Performs a scenario with real actors and returns the trace, in order of time. When it returns or throws, no
 * actor is left running.
 * @throws HarnessError when an actor dies, hangs or refuses, or the user interrupts. It names actor and step.
 */
export async function run(scenario: Scenario, options: RunOptions): Promise<TraceEvent[]> {
  const why = scenario.app && whyNoApps(options.programs);
  if (why !== undefined) throw new HarnessError("actor-refused", why);
  const context = new RunContext(scenario, options);
  try {
    await perform(context);
  } finally {
    await context.clear();
  }
  return context.log.trace();
}

async function perform(context: RunContext): Promise<void> {
  const { log, instruments, scenario, options } = context;
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
  const signalling = await signallingAddress(context);
  if (scenario.keys === "made-by-server")
    await context.ask("server", "make the peers' keys", { order: "make-peer-keys" });
  for (const peer of PEERS) {
    const patience =
      context.stacks[peer] === "werift" ? options.deadlineMs : options.deadlineMs * BROWSER_START;
    await context.within(peer, "start", context.actors.ready(peer), patience);
  }
  instruments.startReaders(calls.reduce((sum, { attack }) => sum + (attack === undefined ? 1 : 2), 0));
  await context.orFailure(instruments.ready());
  if (scenario.app) await runAppCalls(context, scenario.app);
  else await runCalls(context, signalling);
  await context.ask("server", "close its log", { order: "close-log" });
  await context.ask("network", "close the recording", {
    order: "close-log",
    ...(PEERS.some((peer) => context.stacks[peer] !== "werift") && { quietMs: BROWSER_GOODBYE_MS }),
  });
  await context.orFailure(instruments.read(log.trace()));
  await guessCoins(context);
  if (rsaCertificate) await stealCertificateKeys(context, rsaCertificate);
  log.note({ kind: "run-ended", durationMs: log.elapsedMs() });
}

const BROWSER_GOODBYE_MS = 200;

async function runCalls(context: RunContext, signalling: SignallingAddress): Promise<void> {
  const identityKeys = await each((peer) =>
    context.askText(peer, "send its identity keys", { order: "send-identity-keys" }),
  );
  for (const [index, call] of context.scenario.calls.entries()) {
    await runCall(context, call, { number: index + 1, signalling, identityKeys });
  }
}

/** The peers first: they have the most to load. */
function startActors({ actors, log, instruments, scenario, stacks }: RunContext): void {
  const address = doorAddress(stacks);
  const keysFromServer = scenario.keys === "made-by-server";
  for (const role of ["alice", "bob", "network", "server"] as const) {
    const marker = instruments.plant();
    const words = isPeer(role) ? wordsFor({ stack: stacks[role], address, keysFromServer }) : [];
    const program = scenario.app && isPeer(role) ? APP_PROGRAM : undefined;
    const pid = actors.start(role, marker, words, program);
    instruments.watch(role, pid, marker);
    log.note({ kind: "actor-started", name: role, pid });
  }
  instruments.startCapture();
}

const tlsAddressSchema = v.object({ url: v.string(), certificate: v.string() });

/** Plain, or over TLS with a certificate that the peers are given beforehand. */
async function signallingAddress(context: RunContext): Promise<SignallingAddress> {
  const { url } = await context.within("server", "start", context.actors.ready("server"));
  if (url === undefined) throw new HarnessError("actor-refused", "server did not say where it listens");
  if (context.scenario.signalling !== "wss") return { url };
  const value = await context.askText("server", "listen over TLS", { order: "listen-over-tls" });
  const { url: secure, certificate } = v.parse(tlsAddressSchema, JSON.parse(value));
  return { url: secure, trusted: certificate };
}

export type { RunOptions } from "./runContext.ts";
