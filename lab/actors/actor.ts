import * as v from "valibot";
import type { Fact } from "../../src/trace/events.ts";
import { envelopeSchema, type Ports, type Report } from "./protocol.ts";

/** What an order yields to the conductor, beside the facts that it made happen. */
export interface Outcome {
  readonly value?: string;
  readonly ports?: Ports;
}

/** The control of the conductor's memory search: it must find this in here, and in no other actor. */
const planted = Buffer.from(process.argv[3] ?? "", "hex");
// What nobody uses any more would be collected as garbage.
process.on("exit", () => planted.fill(0));

/** Takes the facts that a part of the play makes happen: an actor's own `report`, or whoever uses the part elsewhere. */
export type FactListener = (fact: Fact) => void;

/** Reports one fact to the conductor, with the time on the clock that all processes of this machine share. */
export function report(fact: Fact): void {
  post({ report: "fact", atNs: process.hrtime.bigint().toString(), fact });
}

/**
 * Makes this process an actor: it says that it is ready, then carries out orders one after the other and
 * replies to each. An order that fails is refused with a message; it never ends the actor. When the conductor
 * is gone, however it ended, the actor ends itself.
 */
export function play<O>(
  schema: v.GenericSchema<unknown, O>,
  carryOut: (order: O) => Promise<Outcome | undefined> | Outcome | undefined,
  ready: { url?: string } = {},
): void {
  let last: Promise<unknown> = Promise.resolve();
  process.on("disconnect", () => process.exit(0));
  // The conductor may be gone before this actor could listen for that.
  if (!process.connected) process.exit(0);
  // Ctrl-C reaches the whole terminal group; the conductor ends its actors, in order and with their logs whole.
  process.on("SIGINT", () => undefined);
  process.on("message", (message) => {
    last = last.then(() => obey(schema, carryOut, message));
  });
  post({ report: "ready", ...ready });
}

async function obey<O>(
  schema: v.GenericSchema<unknown, O>,
  carryOut: (order: O) => Promise<Outcome | undefined> | Outcome | undefined,
  message: unknown,
): Promise<void> {
  const { id, order } = v.parse(envelopeSchema, message);
  try {
    const outcome = await carryOut(v.parse(schema, order));
    post({ report: "done", id, ...outcome });
  } catch (error) {
    post({ report: "refused", id, message: error instanceof Error ? error.message : String(error) });
  }
}

function post(message: Report): void {
  if (process.connected) process.send?.(message);
}
