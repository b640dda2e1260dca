import { randomBytes } from "node:crypto";
import type { Step } from "../../src/scenario.ts";
import { counterpartOf } from "../../src/trace/events.ts";
import type { PeerOrder } from "../actors/protocol.ts";
import { each, type Stage } from "./runContext.ts";

type StepOf<S extends Step["step"]> = Extract<Step, { step: S }>;

/** Where the peers exchange commitments. */
const COMPARISON_CHANNEL = "comparison";

/** The call that a step belongs to: where in the chronicle it began, and whether both peers are connected. */
export interface PresentCall {
  readonly mark: number;
  readonly connected: boolean;
}

/** Plays one step of the script. A step that cannot be played any more is skipped, and the trace says why. */
export async function playStep(stage: Stage, step: Step, call: PresentCall): Promise<void> {
  if (!call.connected) return skip(stage, step, "the link is not connected");
  switch (step.step) {
    case "say":
      return say(stage, step, call);
    case "compare":
      return compare(stage, step);
    case "toss-coins":
      return tossCoins(stage, step);
    case "leak-session-secret":
      await stage.ask(step.by, "leak its session secret", { order: "leak-session-secret" });
      return;
  }
}

function skip({ chronicle }: Stage, step: Step, because: string): void {
  const canary = step.step === "say" ? step.canary : undefined;
  const by = step.step === "compare" ? "alice" : step.by;
  chronicle.note({
    kind: "step-skipped",
    step: step.step,
    by,
    because,
    ...(canary !== undefined && { canary }),
  });
}

/** Done when the other peer has heard something, or has hung up and will not hear any more. */
async function say(stage: Stage, step: StepOf<"say">, call: PresentCall): Promise<void> {
  const { chronicle } = stage;
  const { by, channel, type } = step;
  const to = counterpartOf(by);
  const mark = chronicle.mark();
  const content = contentOf(stage, step).toString("base64");
  const outcome = await stage.hear(by, "say something", { order: "say", channel, type, content });
  if (outcome === "hung-up") return skip(stage, step, `${by === "alice" ? "Alice" : "Bob"} has hung up`);
  const heard = [
    chronicle.when(mark, to, "message-received", 1),
    chronicle.when(call.mark, to, "hung-up", 1),
  ];
  await stage.within(to, "hear what the other peer said", Promise.race(heard));
}

function contentOf({ chronicle }: Stage, { content, canary, bytes = 0 }: StepOf<"say">): Buffer {
  let text = content;
  if (canary !== undefined) {
    const value = `canary-${canary}-${randomBytes(16).toString("hex")}`;
    chronicle.note({ kind: "canary-made", name: canary, value });
    text = content.replace("{canary}", value);
  }
  const said = Buffer.from(text);
  return Buffer.concat([said, Buffer.alloc(Math.max(0, bytes - said.length), "padding ")]);
}

/** One toss at a time, each answered by its arrival: the kindest conditions that an observer can wish for. */
async function tossCoins(stage: Stage, { by, channel, texts, times }: StepOf<"toss-coins">): Promise<void> {
  const { chronicle } = stage;
  const order: PeerOrder = { order: "toss-coin", channel, texts: [texts[0], texts[1]] };
  for (let toss = 0; toss < times; toss += 1) {
    const arrived = chronicle.when(chronicle.mark(), counterpartOf(by), "coin-heard", 1);
    await stage.within(by, "toss a coin that arrives", Promise.all([stage.cast.order(by, order), arrived]));
  }
}

/** How the two persons compare, out of band or over the call. */
async function compare(stage: Stage, { method, over }: StepOf<"compare">): Promise<void> {
  if (over !== undefined) return compareOverCall(stage, method, over);
  if (method === "committed-code-16") await exchangeCodes(stage);
  const readings = await each((peer) => stage.hear(peer, "read aloud", { order: "read-aloud", method }));
  // The out-of-band channel: what each person reads aloud reaches the other, and nobody in between.
  await each((peer) => {
    const from = counterpartOf(peer);
    const heard = readings[from];
    stage.chronicle.note({ kind: "passed-out-of-band", from, to: peer, method, value: heard });
    return stage.ask(peer, "compare", { order: "listen", method, heard });
  });
}

/** Both listen before either tells. */
async function compareOverCall(stage: Stage, method: string, channel: string): Promise<void> {
  const mark = stage.chronicle.mark();
  for (const order of ["listen-over-call", "tell-over-call"] as const) {
    await each((peer) => stage.ask(peer, "compare over the call", { order, method, channel }));
  }
  await each((peer) =>
    stage.within(peer, "hear the other peer's reading", stage.chronicle.when(mark, peer, "compared", 1)),
  );
}

/** The responder must be ready for the commitment. An exchange that fails raises an alarm instead of yielding a code. */
async function exchangeCodes(stage: Stage): Promise<void> {
  const { chronicle } = stage;
  const mark = chronicle.mark();
  const order = { order: "exchange-codes", channel: COMPARISON_CHANNEL } as const;
  await stage.ask("bob", "await a commitment", { ...order, role: "responder" });
  await stage.ask("alice", "commit", { ...order, role: "committer" });
  await each((peer) => {
    const ends = (["code-exchanged", "alarm"] as const).map((kind) => chronicle.when(mark, peer, kind, 1));
    return stage.within(peer, "finish the code exchange", Promise.race(ends));
  });
}
