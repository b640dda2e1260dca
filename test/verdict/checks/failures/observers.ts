import { protectedRecords } from "../../../../src/run/associations.ts";
import { eventsOf, type FactOf } from "../../../../src/trace/events.ts";
import { type RecordedCase, recordedCase, runOf } from "../../recordedCase.ts";
import { tossedCase } from "../../tossedCase.ts";
import { changing, without } from "./changes.ts";
import { checksOfRecorded, type Failure, inFacts, inRun, once } from "./failure.ts";

type Reading = FactOf<"second-opinion">["readings"][number];

/** A failure by a change of a recorded honest run, to which the witnesses that no machine has for certain are added. */
function inWitnessedRun(
  id: Failure["id"],
  when: string,
  change: (recorded: RecordedCase) => RecordedCase,
  observed: RegExp,
): Failure {
  return {
    id,
    when,
    before: () => once("witnessed", async () => checksOfRecorded(witnessed(await recordedCase("honest")))),
    after: async () => checksOfRecorded(change(witnessed(await recordedCase("honest")))),
    observed,
  };
}

/** The run with a kernel's capture and a second opinion that agree with it. */
function witnessed(recorded: RecordedCase): RecordedCase {
  const sockets = new Map(eventsOf(recorded.trace, "socket-opened").map(({ owner, port }) => [owner, port]));
  const doors = new Map(eventsOf(recorded.trace, "port-opened").map(({ owner, port }) => [port, owner]));
  const inside = (door: number) => sockets.get(doors.get(door) ?? "alice") ?? door;
  const markers = new Set(eventsOf(recorded.trace, "marker-recorded").map(({ packet }) => packet));
  const kernelPackets = recorded.packets
    .filter(({ number }) => !markers.has(number))
    .flatMap((packet) => [
      { ...packet, source: { ...packet.source, port: inside(packet.source.port) } },
      { ...packet, destination: { ...packet.destination, port: inside(packet.destination.port) } },
    ]);
  const packets = recorded.packets.length;
  const records = runOf(recorded).associations.reduce(
    (sum, association) => sum + protectedRecords(association).all,
    0,
  );
  const all = { packets, recordsDecrypted: records, canaries: ["account", "file"] };
  const at = { at: 0, actor: "conductor" as const };
  const last = recorded.trace.length;
  return {
    ...recorded,
    kernelPackets,
    trace: [
      ...recorded.trace.filter(({ kind }) => kind !== "instrument-missing"),
      { ...at, seq: last + 1, kind: "kernel-captured", program: "tcpdump", packets: 0, droppedByKernel: 0 },
      {
        ...at,
        seq: last + 2,
        kind: "second-opinion",
        program: "tshark",
        version: "4.0.17",
        readings: [
          { keys: "none", packets, recordsDecrypted: 0, canaries: [] },
          { keys: "key-log", ...all },
          { keys: "in-file", ...all },
        ],
      },
    ],
  };
}

const reading = (keys: Reading["keys"], change: (reading: Reading) => Reading) =>
  changing("second-opinion", (event) => ({
    ...event,
    readings: event.readings.map((one) => (one.keys === keys ? change(one) : one)),
  }));

export const OBSERVERS = {
  "traffic-same-length": [
    inFacts(
      "traffic-same-length",
      "the times give the text away",
      tossedCase,
      () => tossedCase({ leakMs: 1 }),
      /^\d+ of 400 right, .*; 50 % is ruled out: better than blind guesses/,
    ),
    inFacts(
      "traffic-same-length",
      "nobody guessed",
      tossedCase,
      () => tossedCase({ facts: () => [] }),
      /^not as the experiment demands: no guesses were fixed/,
    ),
  ],
  "traffic-two-lengths": [
    inFacts(
      "traffic-two-lengths",
      "one coin fell otherwise than guessed, on both sides",
      tossedCase,
      () =>
        tossedCase({
          facts: (facts) =>
            facts.map(([actor, fact]) =>
              fact.kind === "coins-revealed"
                ? [actor, { ...fact, coins: `${fact.coins.startsWith("0") ? 1 : 0}${fact.coins.slice(1)}` }]
                : [actor, fact],
            ),
        }),
      /^399 of 400 right/,
    ),
  ],
  "reading-control": [
    inRun(
      "mitm",
      "reading-control",
      "the attacker wrote down another message than was sent",
      changing("message-read", (event) => ({ ...event, sha256: "00".repeat(32) })),
      /^the attacker wrote down 1: 1 that the peers sent are not among them; 1 of them no peer sent$/,
    ),
    inRun(
      "mitm",
      "reading-control",
      "the attacker wrote nothing down",
      without("message-read"),
      /^the attacker wrote down 0: 1 that the peers sent are not among them$/,
    ),
  ],
  "search-control": [
    {
      ...inRun(
        "honest",
        "search-control",
        "the search misses the canaries in what their sender said it sent",
        changing("message-sent", (event) => ({ ...event, head: "" })),
        /^1 of 3 found; missed: account, file$/,
      ),
      ok: null,
    },
  ],
  "logs-complete": [
    {
      ...inRun(
        "honest",
        "logs-complete",
        "the server's log has no end mark",
        without("log-ended"),
        /^the server's log has no end mark/,
      ),
      ok: null,
    },
  ],
  "kernel-capture": [
    inWitnessedRun(
      "kernel-capture",
      "the kernel did not see what was recorded",
      (recorded) => ({ ...recorded, kernelPackets: recorded.kernelPackets?.slice(2) ?? [] }),
      /^2 passages that the kernel did not show, 0 that the recorder did not keep$/,
    ),
    inWitnessedRun(
      "kernel-capture",
      "the recorder changed one byte",
      (recorded) => ({
        ...recorded,
        packets: recorded.packets.map((packet) =>
          packet.number === 2 ? { ...packet, payload: Uint8Array.from(packet.payload).reverse() } : packet,
        ),
      }),
      /^2 passages that the kernel did not show, 2 that the recorder did not keep$/,
    ),
  ],
  "second-opinion-without-keys": [
    inWitnessedRun(
      "second-opinion-without-keys",
      "a record opens without keys",
      reading("none", (one) => ({ ...one, recordsDecrypted: 1 })),
      /, 1 records decrypted, canaries: none$/,
    ),
  ],
  "second-opinion-with-keys": [
    inWitnessedRun(
      "second-opinion-with-keys",
      "a canary stays hidden with the key log",
      reading("key-log", (one) => ({ ...one, canaries: ["file"] })),
      /, canaries: file$/,
    ),
  ],
  "second-opinion-secrets-in-file": [
    inWitnessedRun(
      "second-opinion-secrets-in-file",
      "the secrets inside the file open a part of a connection only",
      reading("in-file", (one) => ({ ...one, recordsDecrypted: one.recordsDecrypted - 1 })),
      /records decrypted, canaries: account, file$/,
    ),
  ],
} satisfies Record<string, readonly Failure[]>;
