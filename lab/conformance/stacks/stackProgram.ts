import * as v from "valibot";
import { hearLines, tellLine } from "../jsonLines.ts";
import {
  type Ability,
  type ChannelSettings,
  type PeerEvent,
  peerOrderSchema,
  type RunOfMessages,
  type Signal,
} from "../protocol.ts";

export type OpenSettings = Omit<
  Extract<v.InferOutput<typeof peerOrderSchema>, { order: "open" }>,
  "order" | "id"
>;

/** One call of a stack, as a program of Node drives it. What happens in it goes to the `Tell` that it was opened with. */
export interface StackCall {
  channel(settings: ChannelSettings): void | Promise<void>;
  offer(restartIce: boolean): Promise<void>;
  signal(signal: Signal): Promise<void>;
  send(run: RunOfMessages): Promise<void>;
  close(): void | Promise<void>;
}

export type Tell = (event: Exclude<PeerEvent, { event: "done" | "failed" | "ready" }>) => void;

interface StackProgram {
  readonly version: string;
  readonly cannot: readonly Ability[];
  open(settings: OpenSettings, tell: Tell): StackCall | Promise<StackCall>;
  /** Before the process ends. */
  end?(): Promise<void>;
}

/** Obeys the orders on standard input, one after the other, until it is closed. */
export function runStack(program: StackProgram): void {
  const tell = (event: PeerEvent) => tellLine(process.stdout, event);
  let call: StackCall | undefined;
  let turn: Promise<void> = Promise.resolve();
  const needed = () => {
    if (!call) throw new Error("no call is open");
    return call;
  };
  const perform = async (order: v.InferOutput<typeof peerOrderSchema>): Promise<void> => {
    switch (order.order) {
      case "open":
        await call?.close();
        call = await program.open(order, tell);
        return;
      case "channel":
        return needed().channel(order);
      case "offer":
        return needed().offer(order.restartIce);
      case "signal":
        return needed().signal(order.signal);
      case "send":
        return needed().send(order);
      case "close":
        await call?.close();
        call = undefined;
        return;
    }
  };
  hearLines(process.stdin, (line) => {
    const order = v.parse(peerOrderSchema, line);
    const performed = () =>
      perform(order).then(
        () => tell({ event: "done", id: order.id }),
        (error: unknown) =>
          tell({
            event: "failed",
            id: order.id,
            why: error instanceof Error ? error.message : String(error),
          }),
      );
    // Sending waits for room, which comes with signals and acknowledgements: it must not hold them up.
    if (order.order === "send") void turn.then(performed);
    else turn = turn.then(performed);
  });
  process.stdin.on("end", () => void (program.end?.() ?? Promise.resolve()).finally(() => process.exit()));
  tell({ event: "ready", version: program.version, cannot: [...program.cannot] });
}
