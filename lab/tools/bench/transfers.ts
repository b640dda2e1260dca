import { floorCpu } from "./floor.ts";
import { inTurn, median, ratio, row, say } from "./measure.ts";
import { type Stack, type Transfer, TransferCalls } from "./transferCalls.ts";

const MIB = 2 ** 20;
const FREE: Transfer = { bytes: 32 * MIB, messageBytes: 16 * 1024, window: 0 };
const WINDOWED: Transfer = { bytes: 16 * MIB, messageBytes: 16 * 1024, window: 4 };
const ROUND_TRIPS = 200;
/** Two werift peers fill two processors by themselves; native ones leave them to the interceptor. */
const LEAST_OF_DIRECT = { werift: "0.85", "node-datachannel": "0.40" } as const;

interface Intercepted {
  readonly speed: number;
  readonly cpuUs: number;
  readonly peakMiB: number;
}

/** What the interceptor costs two peers of one stack, each in a process of its own, and what it uses itself. */
export async function transfers(runs: number, stack: Stack): Promise<void> {
  say(`${FREE.bytes / MIB} MiB one way between two peers of ${stack}, median of ${runs}:`);
  const free = await transferred(runs, stack, FREE);
  row("direct", median(free.direct), "MiB/s");
  row("intercepted", median(speeds(free.intercepted)), "MiB/s");
  row(
    `ratio, intercepted to direct (aim: at least ${LEAST_OF_DIRECT[stack]})`,
    ratio(speeds(free.intercepted), free.direct),
    "",
  );
  row("the interceptor's CPU time a datagram", median(free.intercepted.map(({ cpuUs }) => cpuUs)), "µs");
  row("the floor: one hop, one open, one seal of 1,200 bytes", median(free.floor), "µs");
  row(
    "ratio, interceptor to floor (aim: at most 1.6)",
    ratio(
      free.intercepted.map(({ cpuUs }) => cpuUs),
      free.floor,
    ),
    "",
  );
  row(
    "peak memory of its process (aim: under 120)",
    median(free.intercepted.map(({ peakMiB }) => peakMiB)),
    "MiB",
    0,
  );
  const windowed = await transferred(runs, stack, WINDOWED);
  row(
    "ratio, intercepted to direct, with 64 KiB under way",
    ratio(speeds(windowed.intercepted), windowed.direct),
    "",
  );
  say();
}

/** The floor, then a call of each kind, in turn: what else the machine does weighs on all three alike. */
async function transferred(runs: number, stack: Stack, what: Transfer) {
  const direct: number[] = [];
  const intercepted: Intercepted[] = [];
  const floor: number[] = [];
  await inTurn(runs, [
    async () => void floor.push(await floorCpu()),
    async () => void direct.push(await inCall(stack, "direct", (calls, call) => calls.transfer(call, what))),
    async () =>
      void intercepted.push(await inCall(stack, "intercepted", (calls, call) => used(calls, call, what))),
  ]);
  return { direct: direct.slice(1), intercepted: intercepted.slice(1), floor: floor.slice(1) };
}

async function used(calls: TransferCalls, call: number, what: Transfer): Promise<Intercepted> {
  const before = await calls.interceptorUsage();
  const speed = await calls.transfer(call, what);
  const after = await calls.interceptorUsage();
  return {
    speed,
    cpuUs: (after.cpuUs - before.cpuUs) / (after.datagrams - before.datagrams),
    peakMiB: after.peakMiB,
  };
}

async function inCall<T>(
  stack: Stack,
  how: "direct" | "intercepted",
  act: (calls: TransferCalls, call: number) => Promise<T>,
): Promise<T> {
  const calls = await TransferCalls.start(stack, how);
  try {
    const { call } = await calls.open();
    return await act(calls, call);
  } finally {
    calls.end();
  }
}

const speeds = (transfers: readonly Intercepted[]) => transfers.map(({ speed }) => speed);

/** How long a call takes to open, and a short message to come back, with the processes already warm. */
export async function waits(runs: number, stack: Stack): Promise<void> {
  const kinds = ["direct", "intercepted"] as const;
  const started = await Promise.all(kinds.map((how) => TransferCalls.start(stack, how)));
  try {
    const measured = await inTurn(
      runs,
      started.map((calls) => async () => {
        const { call, ms } = await calls.open();
        const roundTrip = await calls.roundTrip(call, ROUND_TRIPS);
        await calls.close(call);
        return { ms, roundTrip };
      }),
    );
    const [direct = [], intercepted = []] = measured;
    const opens = (of: typeof direct) => of.map(({ ms }) => ms);
    const trips = (of: typeof direct) => of.map(({ roundTrip }) => roundTrip);
    say(`One call between two peers of ${stack}, warm, median of ${runs}:`);
    row("open, direct", median(opens(direct)), "ms", 0);
    row("open, intercepted", median(opens(intercepted)), "ms", 0);
    row("ratio (aim: at most 1.3)", ratio(opens(intercepted), opens(direct)), "");
    row("round trip, direct", median(trips(direct)), "ms");
    row("round trip, intercepted", median(trips(intercepted)), "ms");
    row("ratio (aim: at most 1.6)", ratio(trips(intercepted), trips(direct)), "");
    say();
  } finally {
    for (const calls of started) calls.end();
  }
}

const MANY = 50;

/** Many calls at once through one interceptor's process. */
export async function manyCalls(runs: number, stack: Stack): Promise<void> {
  const performed: { ms: number; opened: number; memoryMiB: number }[] = [];
  const direct: number[] = [];
  await inTurn(runs, [
    async () => {
      const calls = await TransferCalls.start(stack, "direct");
      const { ms } = await openMany(calls).finally(() => calls.end());
      direct.push(ms);
    },
    async () => {
      const calls = await TransferCalls.start(stack, "intercepted");
      try {
        const before = await calls.interceptorUsage();
        const { ms, opened } = await openMany(calls);
        const after = await calls.interceptorUsage();
        performed.push({ ms, opened, memoryMiB: (after.residentMiB - before.residentMiB) / MANY });
      } finally {
        calls.end();
      }
    },
  ]);
  const counted = performed.slice(1);
  say(
    `${MANY} calls at once between peers of ${stack}, through one interceptor's process, median of ${runs}:`,
  );
  row(
    `calls that opened, of ${MANY * counted.length}`,
    counted.reduce((sum, { opened }) => sum + opened, 0),
    "",
    0,
  );
  row("until the last is open, direct", median(direct.slice(1)), "ms", 0);
  row("until the last is open, intercepted", median(counted.map(({ ms }) => ms)), "ms", 0);
  row(
    "ratio",
    ratio(
      counted.map(({ ms }) => ms),
      direct.slice(1),
    ),
    "",
  );
  row(
    "the interceptor's memory a call (aim: under 5)",
    median(counted.map(({ memoryMiB }) => memoryMiB)),
    "MiB",
  );
  say();
}

async function openMany(calls: TransferCalls): Promise<{ ms: number; opened: number }> {
  const start = performance.now();
  const results = await Promise.allSettled(Array.from({ length: MANY }, () => calls.open()));
  const opened = results.filter(({ status }) => status === "fulfilled").length;
  return { ms: performance.now() - start, opened };
}
