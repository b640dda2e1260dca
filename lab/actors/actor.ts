import * as v from "valibot";
import type { Fact } from "../../src/trace/events.ts";
import { type ActorMessage, envelopeSchema, type Ports, pingSchema } from "./protocol.ts";

/** What an order returns to the conductor, besides the facts that it causes. */
export interface OrderResult {
  readonly value?: string;
  readonly ports?: Ports;
}

type OrderHandler<O> = (order: O) => Promise<OrderResult | undefined> | OrderResult | undefined;

/** The control of the conductor's memory search: it must find this here, and in no other actor. */
const planted = Buffer.from(process.argv[3] ?? "", "hex");
// Without a later use it would be garbage-collected.
process.on("exit", () => planted.fill(0));

/** Receives facts: an actor's own `report`, or a listener where the same code runs outside an actor. */
export type FactListener = (fact: Fact) => void;

/**
 * Reports one fact to the conductor, with the time on the clock that all processes of this machine share.
 * @param atNs left out: it happens now
 */
export function report(fact: Fact, atNs = process.hrtime.bigint()): void {
  post({ message: "fact", atNs: atNs.toString(), fact });
}

/** Tells the conductor that this actor cannot do what the scenario asks of it: the run fails, whatever else happens. */
export function reportFailure({ message, stack }: Error): void {
  post({ message: "failed", because: message, ...(stack !== undefined && { stack }) });
}

/**
 * Makes this process an actor: it says that it is ready, then handles orders one after the other and replies to
 * each. An order that fails is refused with a message; it never ends the actor. When the conductor is gone, however
 * it ended, the actor ends itself.
 */
export function serve<O>(
  schema: v.GenericSchema<unknown, O>,
  handle: OrderHandler<O>,
  ready: { url?: string } = {},
): void {
  let last: Promise<unknown> = Promise.resolve();
  process.on("disconnect", () => process.exit(0));
  // The conductor may have gone before this actor could listen for that.
  if (!process.connected) process.exit(0);
  // Ctrl-C reaches the whole process group; the conductor ends its actors in order, with their logs complete.
  process.on("SIGINT", () => undefined);
  process.on("message", (message) => {
    const ping = v.safeParse(pingSchema, message);
    if (ping.success) {
      post({ message: "pong", ...ping.output });
      return;
    }
    last = last.then(() => handleMessage(schema, handle, message));
  });
  post({ message: "ready", ...ready });
}

async function handleMessage<O>(
  schema: v.GenericSchema<unknown, O>,
  handle: OrderHandler<O>,
  message: unknown,
): Promise<void> {
  const { id, order } = v.parse(envelopeSchema, message);
  try {
    const result = await handle(v.parse(schema, order));
    post({ message: "done", id, ...result });
  } catch (error) {
    const [because, stack] = error instanceof Error ? [error.message, error.stack] : [String(error)];
    post({ message: "refused", id, because, ...(stack !== undefined && { stack }) });
  }
}

function post(message: ActorMessage): void {
  if (process.connected) process.send?.(message);
}
