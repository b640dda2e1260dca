import { randomBytes } from "node:crypto";
import { EXCHANGE_CHANNEL, roleInExchange } from "../../src/comparison/codeExchange.ts";
import { type ComparisonMethodId, comparisonMethod } from "../../src/comparison/index.ts";
import type { Step } from "../../src/scenario.ts";
import { counterpartOf, PEERS } from "../../src/trace/parties.ts";
import type { PeerOrder } from "../actors/protocol.ts";
import { each, type RunContext } from "./runContext.ts";

type StepOf<S extends Step["step"]> = Extract<Step, { step: S }>;

/** The call that a step belongs to: where in the log it began, and whether both peers are connected. */
export interface PresentCall {
  readonly mark: number;
  readonly connected: boolean;
}

/** Runs one step of the script. A step that has become impossible is skipped, and the trace says why. */
export async function runStep(context: RunContext, step: Step, call: PresentCall): Promise<void> {
  if (!call.connected) return skip(context, step, "the link is not connected");
  switch (step.step) {
    case "say":
      return say(context, step, call);
    case "compare":
      return compare(context, step, call);
    case "toss-coins":
      return tossCoins(context, step);
    case "re-offer":
      return reOffer(context, step, call);
    case "leak-session-secret":
      await context.ask(step.by, "leak its session secret", { order: "leak-session-secret" });
      return;
    case "inject":
      await context.ask("network", "send what the attack makes", { order: "inject", to: step.to });
      return;
    case "cut-path":
      await context.ask("network", "cut the path", { order: "cut-path" });
      return;
  }
}

export function skip({ log }: RunContext, step: Step, because: string): void {
  const canary = step.step === "say" ? step.canary : undefined;
  const by = "by" in step ? step.by : "alice";
  log.note({
    kind: "step-skipped",
    step: step.step,
    by,
    because,
    ...(canary !== undefined && { canary }),
  });
}

/**
 * Done when the other peer has received something, or has hung up and will receive nothing more; and where the message is
 * not to arrive, when the attacker has dropped it. Where the attacker is to add something, that must have arrived too, or
 * the deadline passed: it is a result, and no fault of the lab.
 */
async function say(context: RunContext, step: StepOf<"say">, call: PresentCall): Promise<void> {
  const { log } = context;
  const { by, channel, type, forged = 0 } = step;
  const to = counterpartOf(by);
  const mark = log.mark();
  const content = contentOf(context, step).toString("base64");
  const result = await context.askText(by, "say something", { order: "say", channel, type, content });
  if (result === "hung-up") return skip(context, step, `${by === "alice" ? "Alice" : "Bob"} has hung up`);
  const settled = [log.when(mark, to, "message-received", 1)];
  // What nobody is there to receive may still reach the attacker, and then the step waits for that.
  if (step.arrives !== false) settled.push(log.when(call.mark, to, "hung-up", 1));
  if (log.has(call.mark, "network", "path-cut", () => true))
    return context.untilDeadline(Promise.race(settled));
  if (step.arrives === false)
    settled.push(...ATTACKERS.map((attacker) => log.when(mark, attacker, "message-read", 1)));
  await context.within(to, "receive what the other peer sent", Promise.race(settled));
  if (forged === 0) return;
  const genuine = step.arrives === false ? 0 : 1;
  const all = log.when(mark, to, "message-received", genuine + forged);
  await context.untilDeadline(Promise.race([all, log.when(call.mark, to, "hung-up", 1)]));
}

/** Done when the answer has come, or a peer has hung up over the offer. */
async function reOffer(context: RunContext, step: StepOf<"re-offer">, call: PresentCall): Promise<void> {
  const { by } = step;
  const { log } = context;
  const mark = log.mark();
  const result = await context.askText(by, "make another offer", { order: "re-offer" });
  if (result === "hung-up") return skip(context, step, `${by === "alice" ? "Alice" : "Bob"} has hung up`);
  const settled = [
    log.when(mark, by, "description-received", 1),
    ...PEERS.map((peer) => log.when(call.mark, peer, "hung-up", 1)),
  ];
  await context.within(by, "receive the answer to its second offer", Promise.race(settled));
}

/** The server, and an attacker on the path. */
const ATTACKERS = ["server", "network"] as const;

/** What is said, with a fresh canary in its place. */
export function saidText({ log }: RunContext, { content, canary }: StepOf<"say">): string {
  if (canary === undefined) return content;
  const value = `canary-${canary}-${randomBytes(16).toString("hex")}`;
  log.note({ kind: "canary-made", name: canary, value });
  return content.replace("{canary}", value);
}

function contentOf(context: RunContext, step: StepOf<"say">): Buffer {
  const { bytes = 0 } = step;
  const said = Buffer.from(saidText(context, step));
  return Buffer.concat([said, Buffer.alloc(Math.max(0, bytes - said.length), "padding ")]);
}

/** One toss at a time, each waiting for its arrival: the most favourable conditions for an observer. */
async function tossCoins(
  context: RunContext,
  { by, channel, texts, times }: StepOf<"toss-coins">,
): Promise<void> {
  const { log } = context;
  const order: PeerOrder = { order: "toss-coin", channel, texts: [texts[0], texts[1]] };
  for (let toss = 0; toss < times; toss += 1) {
    const arrived = log.when(log.mark(), counterpartOf(by), "coin-heard", 1);
    await context.within(
      by,
      "toss a coin that arrives",
      Promise.all([context.actors.order(by, order), arrived]),
    );
  }
}

/** How the two people compare, out of band or over the call. Whoever has hung up compares nothing any more. */
async function compare(context: RunContext, step: StepOf<"compare">, call: PresentCall): Promise<void> {
  const { method, over, by } = step;
  if (hasHungUp(context, call)) return skip(context, step, "a peer has hung up");
  if (comparisonMethod(method).binds === "session" && PEERS.some((peer) => context.stacks[peer] !== "werift"))
    return skip(context, step, "a browser lets no application export from its DTLS session");
  if (comparisonMethod(method).exchange && !(await exchangeCodes(context, method, call)))
    return skip(context, step, "the exchange gave no code");
  if (over !== undefined) return compareOverCall(context, method, { channel: over, call });
  const readings = await each((peer) => context.askText(peer, "read aloud", { order: "read-aloud", method }));
  // The out-of-band channel: what each person reads aloud reaches the other as it was said.
  await each(async (peer) => {
    if (by !== undefined && peer !== by) return;
    const from = counterpartOf(peer);
    const heard = readings[from];
    context.log.note({ kind: "passed-out-of-band", from, to: peer, method, value: heard });
    await context.ask(peer, "compare", { order: "listen", method, heard });
  });
}

/** Both listen before either tells. */
async function compareOverCall(
  context: RunContext,
  method: ComparisonMethodId,
  { channel, call }: { readonly channel: string; readonly call: PresentCall },
): Promise<void> {
  const mark = context.log.mark();
  for (const order of ["listen-over-call", "tell-over-call"] as const) {
    await each((peer) => context.ask(peer, "compare over the call", { order, method, channel }));
  }
  // Whoever hears the wrong thing first hangs up, and then the other one may hear no more.
  await each((peer) => {
    const ends = [
      context.log.when(mark, peer, "compared", 1),
      context.log.when(call.mark, peer, "hung-up", 1),
    ];
    return context.within(peer, "hear the other peer's reading", Promise.race(ends));
  });
}

/**
 * Whether both peers ended with a code. The responder must be ready before the initiator speaks. A peer whose exchange
 * fails raises an alarm and hangs up, and then so does the other.
 */
async function exchangeCodes(
  context: RunContext,
  method: ComparisonMethodId,
  call: PresentCall,
): Promise<boolean> {
  const { log } = context;
  const mark = log.mark();
  const order = { order: "exchange-codes", method, channel: EXCHANGE_CHANNEL } as const;
  for (const peer of ["bob", "alice"] as const)
    await context.ask(peer, "exchange codes", { ...order, role: roleInExchange(peer) });
  await each(async (peer) => {
    const ends = [log.when(mark, peer, "code-exchanged", 1), log.when(call.mark, peer, "hung-up", 1)];
    const other = log.when(call.mark, counterpartOf(peer), "hung-up", 1);
    // An attacker may spoil what is exchanged: then the wait has an end, and there is no code.
    await context.untilDeadline(Promise.race([...ends, other]));
  });
  // Whoever has ended the call tells the other one, unless an attacker keeps that goodbye: the wait for it has an end.
  if (hasHungUp(context, call)) {
    await each((peer) => context.untilDeadline(log.when(call.mark, peer, "hung-up", 1)));
    return false;
  }
  return PEERS.every((peer) => log.has(mark, peer, "code-exchanged", () => true));
}

function hasHungUp({ log }: RunContext, { mark }: PresentCall): boolean {
  return PEERS.some((peer) => log.has(mark, peer, "hung-up", () => true));
}
