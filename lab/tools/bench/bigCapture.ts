import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { enhancedUdpPacket, interfaceDescription, sectionHeader } from "../../../src/capture/writePcapng.ts";
import { serialiseRecord, writeRecordHeader } from "../../../src/dtls/wire/record.ts";
import { bindingIndication } from "../../../src/stun/indication.ts";
import { row, say } from "./measure.ts";
import { surveyedSchema } from "./surveyed.ts";

const SURVEYOR = fileURLToPath(new URL("surveyFile.js", import.meta.url));
const DTLS_1_2 = { major: 254, minor: 253 };
const AES_128_GCM = 0xc02b;
const RECORD_BYTES = 1200;
const MARKER = "marker-of-the-bench";

/** Surveys a synthetic capture as a stream, in a process of its own, and has tshark count the same file. */
export function bigCapture(mebibytes: number, directory: string): void {
  const { bavail, bsize } = statfsSync(directory);
  if (bavail * bsize < mebibytes * 2 ** 20 * 1.2) {
    say(
      `A capture of ${mebibytes} MiB: not made, ${directory} has too little room. Ask for less with --mebibytes.`,
    );
    return;
  }
  const file = join(directory, "big.pcapng");
  try {
    const packets = writeCapture(file, mebibytes * 2 ** 20);
    say(`A capture of ${mebibytes} MiB, ${packets} packets:`);
    const { stdout, stderr, status } = spawnSync(process.execPath, [SURVEYOR, file, MARKER], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`the survey failed: ${stderr}`);
    const surveyed = v.parse(surveyedSchema, JSON.parse(stdout));
    row("surveyed as a stream", surveyed.ms / 1000, "s");
    row("peak memory of the surveying process (aim: under 300)", surveyed.peakMiB, "MiB", 0);
    say(
      `  it counted ${surveyed.packets} packets, ${surveyed.judged} nonces, ${surveyed.reused} of them reused;`,
    );
    say(`  the marker, planted once, was found ${surveyed.found} times`);
    const start = performance.now();
    const tshark = spawnSync("tshark", ["-r", file, "-q", "-z", "io,stat,0"], { stdio: "ignore" });
    if (tshark.status !== 0) say("  tshark is not here, or could not read the file");
    else {
      const ms = performance.now() - start;
      row("tshark -r FILE -q -z io,stat,0", ms / 1000, "s");
      row("ratio, survey to tshark", surveyed.ms / ms, "");
    }
  } finally {
    rmSync(file, { force: true });
  }
}

/** A hello that names the suite, then records as a call in both directions would send them; the marker half-way. */
function writeCapture(file: string, bytes: number): number {
  const fd = openSync(file, "wx");
  const noise = randomBytes(2 ** 20);
  let written = 0;
  let packets = 0;
  let pending: Uint8Array[] = [
    sectionHeader({ application: "bench" }),
    interfaceDescription({ name: "network" }),
  ];
  const keep = (from: number, to: number, payload: Uint8Array) => {
    packets += 1;
    const timestampNs = BigInt(packets) * 10_000n;
    const source = { address: "127.0.0.1", port: from };
    const destination = { address: "127.0.0.1", port: to };
    pending.push(enhancedUdpPacket({ timestampNs, source, destination, payload }));
    if (pending.length === 512) flush();
  };
  const flush = () => {
    written += writeSync(fd, Buffer.concat(pending));
    pending = [];
  };
  keep(5001, 5000, serverHello());
  let isMarked = false;
  for (let sequence = 1; written < bytes; sequence += 1) {
    const [from, to] = sequence % 2 === 0 ? [5000, 5001] : [5001, 5000];
    keep(from, to, encryptedRecord(sequence, noise));
    if (!isMarked && written > bytes / 2) {
      isMarked = true;
      keep(9, 9, bindingIndication(MARKER));
    }
  }
  flush();
  closeSync(fd);
  return packets;
}

function encryptedRecord(sequence: number, noise: Buffer): Uint8Array {
  const record = Buffer.allocUnsafe(13 + RECORD_BYTES);
  const header = { contentType: "application_data", version: DTLS_1_2, epoch: 1, sequence } as const;
  writeRecordHeader(record, header, RECORD_BYTES);
  noise.copy(record, 13, (sequence * 577) % (noise.length - RECORD_BYTES));
  record.writeUInt16BE(1, 13); // the explicit nonce, made as most stacks make it: epoch and number
  record.writeUIntBE(sequence, 15, 6);
  return record;
}

function serverHello(): Uint8Array {
  const message = Buffer.alloc(12 + 38);
  message.set([2, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0, 38, DTLS_1_2.major, DTLS_1_2.minor]);
  message.writeUInt16BE(AES_128_GCM, 12 + 2 + 32 + 1);
  const header = { contentType: "handshake", version: DTLS_1_2, epoch: 0, sequence: 0 } as const;
  return serialiseRecord({ ...header, fragment: message });
}
