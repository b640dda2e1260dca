import { randomBytes } from "node:crypto";
import type { Call, Step } from "../../src/scenario.ts";
import type { ThirdPartyApp } from "../../src/thirdPartyApp.ts";
import { counterpartOf, PEERS, type PeerName } from "../../src/trace/parties.ts";
import { isConnected, linksDecided, openCall } from "./call.ts";
import { HarnessError } from "./harnessError.ts";
import { BROWSER_START, each, type RunContext } from "./runContext.ts";
import { saidText, skip } from "./steps.ts";

/** Runs the calls of an application that others wrote: it connects by itself as soon as both people are there. */
export async function runAppCalls(context: RunContext, app: ThirdPartyApp): Promise<void> {
  for (const [index, call] of context.scenario.calls.entries())
    await runAppCall(context, call, app, index + 1);
}

async function runAppCall(
  context: RunContext,
  call: Call,
  app: ThirdPartyApp,
  number: number,
): Promise<void> {
  const { log, instruments } = context;
  const { room, seats, ports } = await openCall(context, call, number);
  const networkPorts = Object.values(ports).filter((port) => port !== undefined);
  const origins = await each(async (peer) => {
    const publicPort = portOf(ports[peer], peer);
    const opened = context.actors.order(peer, {
      order: "open-page",
      app: app.name,
      publicPort,
      networkPorts,
    });
    const patience = context.options.deadlineMs * BROWSER_START;
    return (await context.within(peer, "open its page", opened, patience)).value ?? "";
  });
  const url = await context.askText("server", "start the application's server", {
    order: "open-app",
    app: app.name,
    seats,
    origins: Object.values(origins),
    legPorts: ports,
    ...(call.attack && { attack: call.attack }),
  });
  const mark = log.mark();
  const password = app.password && randomBytes(16).toString("hex");
  // Whoever is there first is told that the other one comes, and makes the offer.
  for (const peer of [call.caller, counterpartOf(call.caller)])
    await context.ask(peer, "enter the room", {
      order: "enter",
      url: `${url}/${seats[peer]}`,
      room,
      ...(password && { password }),
      deadlineMs: context.options.deadlineMs,
    });
  await linksDecided(context, mark);
  const connected = PEERS.every((peer) => isConnected(context, mark, peer));
  instruments.searchMemory(log.trace(), connected);
  for (const step of call.script) await runAppStep(context, step, connected);
  if (connected) await allArrived(context, mark);
  // Both in one go: what the one's going does to the other is no part of the call.
  await each((peer) => context.ask(peer, "hang up", { order: "hang-up" }));
}

/** Done when the other person's application shows what was said. */
async function runAppStep(context: RunContext, step: Step, connected: boolean): Promise<void> {
  if (step.step !== "say" || step.type !== "text")
    throw new HarnessError("actor-refused", `people do not ${step.step} in an application that others wrote`);
  if (!connected) return skip(context, step, "the link is not connected");
  const text = saidText(context, step);
  const { deadlineMs } = context.options;
  await context.ask(step.by, "say something", { order: "say", text, deadlineMs });
  await context.ask(counterpartOf(step.by), "see what the other one said", {
    order: "see",
    text,
    deadlineMs,
  });
}

/** An application answers what it gets. Nothing of that is to be on its way when the two hang up. */
async function allArrived(context: RunContext, mark: number): Promise<void> {
  const { log } = context;
  for (const peer of PEERS) {
    const to = counterpartOf(peer);
    const arrived = log.when(mark, to, "message-received", log.count(mark, peer, "message-sent"));
    await context.within(to, "receive all that the other one's application sent", arrived);
  }
}

function portOf(port: number | undefined, peer: PeerName): number {
  if (port === undefined) throw new HarnessError("actor-refused", `network gave ${peer} no port`);
  return port;
}
