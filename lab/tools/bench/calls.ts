import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import honest from "../../../scenarios/honest.ts";
import type { Scenario, Step } from "../../../src/scenario.ts";
import { eventsOf, type TraceEvent } from "../../../src/trace/events.ts";
import { run } from "../../run/run.ts";
import { BULK } from "./bulk.ts";
import { inTurn, median, ratio, row, say } from "./measure.ts";

const ACTORS = new URL("../../actors/", import.meta.url);
const DEADLINE_MS = 120_000;

/** From the offer until the last channel is open at both ends, with the honest server and with the interceptor. */
export async function openCall(runs: number, directory: string): Promise<void> {
  const timed = (attack: "direct" | "intercepted") => async () => {
    const trace = await perform(call(attack, ["chat"], []), ACTORS, directory);
    const [offer] = eventsOf(trace, "description-sent");
    return (eventsOf(trace, "channel-open").at(-1)?.at ?? Number.NaN) - (offer?.at ?? Number.NaN);
  };
  const [direct = [], intercepted = []] = await inTurn(runs, [timed("direct"), timed("intercepted")]);
  say(`From the offer to an open channel at both ends, median of ${runs}:`);
  row("direct", median(direct), "ms", 0);
  row("intercepted", median(intercepted), "ms", 0);
  row("ratio, intercepted to direct", ratio(intercepted, direct), "");
  say();
}

/** One way, through the recording network, from the first byte sent to the last one heard. */
export async function bulkTransfer(runs: number, directory: string): Promise<void> {
  const programs = bulkPrograms(directory);
  const timed = (attack: "direct" | "intercepted") => async () => {
    const scenario = call(
      attack,
      [BULK.channel, BULK.acknowledgements],
      [{ step: "say", by: "alice", channel: BULK.channel, type: "binary", content: "everything" }],
    );
    const trace = await perform(scenario, programs, directory);
    const sent = eventsOf(trace, "message-sent").filter(({ channel }) => channel === BULK.channel);
    const heard = eventsOf(trace, "message-received").filter(({ channel }) => channel === BULK.channel);
    const bytes = heard.reduce((sum, message) => sum + message.bytes, 0);
    if (bytes !== BULK.bytes) throw new Error(`${bytes} bytes arrived, not ${BULK.bytes}`);
    const ms = (heard.at(-1)?.at ?? Number.NaN) - (sent[0]?.at ?? Number.NaN);
    return bytes / 2 ** 20 / (ms / 1000);
  };
  const [direct = [], intercepted = []] = await inTurn(runs, [timed("direct"), timed("intercepted")]);
  say(
    `${BULK.bytes / 2 ** 20} MiB one way, in messages of ${BULK.messageBytes / 2 ** 10} KiB, median of ${runs}:`,
  );
  row("direct", median(direct), "MiB/s");
  row("intercepted", median(intercepted), "MiB/s");
  row("ratio, intercepted to direct (aim: at least 0.95)", ratio(intercepted, direct), "");
  say();
}

function perform(scenario: Scenario, programs: URL, directory: string): Promise<TraceEvent[]> {
  const files = mkdtempSync(join(directory, "call-"));
  return run(scenario, {
    programs,
    captureFile: join(files, "capture.pcapng"),
    kernelFile: join(files, "kernel.pcapng"),
    instruments: "none",
    deadlineMs: DEADLINE_MS,
    onEvent: () => undefined,
    signal: new AbortController().signal,
  });
}

/** The lab's own actors, but for peers that can send in bulk. */
function bulkPrograms(directory: string): URL {
  const programs = mkdtempSync(join(directory, "programs-"));
  const sources = {
    "peer/peer": new URL("bulkPeer.js", import.meta.url),
    "server/server": new URL("server/server.js", ACTORS),
    "network/network": new URL("network/network.js", ACTORS),
  };
  for (const [name, source] of Object.entries(sources)) {
    mkdirSync(dirname(join(programs, name)), { recursive: true });
    writeFileSync(join(programs, `${name}.js`), `require(${JSON.stringify(fileURLToPath(source))});\n`);
  }
  return pathToFileURL(`${programs}/`);
}

/** Only performed, never judged: what it would ask and expect is of no account. */
function call(how: "direct" | "intercepted", channels: readonly string[], script: readonly Step[]): Scenario {
  const attack = how === "intercepted" && ({ attack: "substitute-fingerprint" } as const);
  const labels = channels.map((label) => ({ label }));
  return { ...honest, defences: [], calls: [{ caller: "alice", channels: labels, script, ...attack }] };
}
