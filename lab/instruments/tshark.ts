import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withSecrets } from "../../src/capture/withSecrets.ts";
import type { FactOf } from "../../src/trace/events.ts";
import { findProgram } from "./findProgram.ts";
import { HexDumpReader } from "./hexDump.ts";
import { ToolProcess } from "./toolProcess.ts";

type SecondOpinionFact = FactOf<"second-opinion"> | FactOf<"instrument-missing">;
type Reading = FactOf<"second-opinion">["readings"][number];

export interface RecordedRun {
  readonly capture: Uint8Array;
  /** NSS key log: one line for each association. */
  readonly keyLog: string;
  readonly canaries: readonly { readonly name: string; readonly value: string }[];
}

/**
 * Lets tshark read the capture: an independent program, with its own decoders and its own cryptography. It is started
 * with the run, at a low priority, and waits for its input: it takes far longer to load than to read.
 *
 * Wireshark looks a master secret up by the session ID first, and werift's servers give all associations the same
 * one. With all secrets at once it would try the first association's on the others, so each key log has one line.
 */
export class SecondOpinion {
  #folder: string;
  #tools: Tools | undefined;

  /**
   * @param folder made for tshark alone, and removed by `stop`: its settings (none) and the key logs
   * @param associations how many are expected; it only saves time to be right
   */
  constructor(folder: string, associations: number) {
    this.#folder = folder;
    const tshark = findProgram("tshark");
    if (tshark === undefined) return;
    mkdirSync(folder);
    const settings = { WIRESHARK_CONFIG_DIR: folder };
    const read = (keyLogFile = "") =>
      new ToolProcess(tshark, ["-n", "-r", "-", "-x", "-o", `tls.keylog_file:${keyLogFile}`], settings);
    this.#tools = {
      // Both are parts of one Wireshark; dumpcap says which in a tenth of the time.
      version: new ToolProcess(findProgram("dumpcap") ?? tshark, ["--version"], settings),
      withoutKeys: read(),
      withSecretsInside: read(),
      withKeyLog: [],
      addReader: () => {
        const keyLogFile = join(folder, `${this.#tools?.withKeyLog.length}.log`);
        this.#tools?.withKeyLog.push({ keyLogFile, tool: read(keyLogFile) });
      },
    };
    for (let started = 0; started < associations; started += 1) this.#tools.addReader();
  }

  /** Reads without keys, with the key log of each association, and with all secrets inside the file. */
  async read({ capture, keyLog, canaries }: RecordedRun, deadlineMs: number): Promise<SecondOpinionFact> {
    const tools = this.#tools;
    if (tools === undefined) return missing("tshark is not installed");
    const lines = keyLog.split("\n").filter((line) => line !== "");
    while (tools.withKeyLog.length < lines.length) tools.addReader();
    const read = (keys: Reading["keys"], tool: ToolProcess, content: Uint8Array) =>
      readWith(tool, { keys, content, canaries, deadlineMs });
    try {
      const withKeyLog = lines.flatMap((line, index) => {
        const reader = tools.withKeyLog[index];
        if (!reader) return [];
        writeFileSync(reader.keyLogFile, `${line}\n`, { mode: 0o600 });
        return read("key-log", reader.tool, capture);
      });
      const [versionText, ...readings] = await Promise.all([
        textOf(tools.version, deadlineMs),
        read("none", tools.withoutKeys, capture),
        ...withKeyLog,
        ...(lines.length > 0 ? [read("in-file", tools.withSecretsInside, withSecrets(capture, keyLog))] : []),
      ]);
      const [, version = "unknown"] = /\(Wireshark\) (\d[\w.]*\w)/.exec(versionText) ?? [];
      return { kind: "second-opinion", program: "tshark", version, readings };
    } catch (error) {
      return missing(error instanceof Error ? error.message : String(error));
    }
  }

  /** Ends what still runs and removes the folder. */
  stop(): void {
    if (this.#tools) {
      const { version, withoutKeys, withSecretsInside, withKeyLog } = this.#tools;
      for (const tool of [version, withoutKeys, withSecretsInside, ...withKeyLog.map(({ tool }) => tool)])
        tool.kill();
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

interface Tools {
  readonly version: ToolProcess;
  readonly withoutKeys: ToolProcess;
  readonly withSecretsInside: ToolProcess;
  /** One for each association; its key log is written before it gets its input. */
  readonly withKeyLog: { readonly keyLogFile: string; readonly tool: ToolProcess }[];
  readonly addReader: () => void;
}

interface ReadingTask {
  readonly keys: Reading["keys"];
  readonly content: Uint8Array;
  readonly canaries: RecordedRun["canaries"];
  readonly deadlineMs: number;
}

async function readWith(
  tool: ToolProcess,
  { keys, content, canaries, deadlineMs }: ReadingTask,
): Promise<Reading> {
  let packets = 0;
  let recordsDecrypted = 0;
  const seen = new Set<string>();
  const dump = new HexDumpReader(({ source, bytes }) => {
    if (source === "Frame") packets += 1;
    if (source === "Decrypted DTLS") recordsDecrypted += 1;
    const haystack = Buffer.from(bytes);
    for (const { name, value } of canaries) if (haystack.includes(value)) seen.add(name);
  });
  await tool.run(content, (text) => dump.push(text), deadlineMs);
  dump.end();
  return { keys, packets, recordsDecrypted, canaries: [...seen].toSorted() };
}

async function textOf(tool: ToolProcess, deadlineMs: number): Promise<string> {
  let text = "";
  await tool.run(
    new Uint8Array(),
    (more) => {
      text += more;
    },
    deadlineMs,
  );
  return text;
}

function missing(because: string): FactOf<"instrument-missing"> {
  return { kind: "instrument-missing", instrument: "second-opinion", because };
}
