import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type FactOf, KEY_LOG_LABELS } from "../../../../src/trace/events.ts";
import { untilProcessEnds } from "../../../browser/untilProcessEnds.ts";

export type LoggedSecrets = Pick<FactOf<"session-secrets">, "clientRandom" | "entries">;

/** Once both application secrets, or the master secret of DTLS 1.2, are there, the handshake has written all that it will. */
const LAST_LABELS = ["SERVER_TRAFFIC_SECRET_0", "CLIENT_RANDOM"];
const POLL_MS = 20;

/** The file in which NSS writes a browser's session secrets (SSLKEYLOGFILE). It is gone when this process is. */
export class KeyLogFile {
  readonly path: string;
  readonly #told = new Set<string>();

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), "webrtc-mitm-lab-keys-"));
    this.path = join(folder, "sslkeys.log");
    untilProcessEnds(() => rmSync(folder, { recursive: true, force: true }));
  }

  /**
   * The secrets of the connection that the log does not have at an earlier call: those of the newest one. Undefined: no
   * such lines by the deadline.
   */
  async newest(deadlineMs: number): Promise<LoggedSecrets | undefined> {
    const end = performance.now() + deadlineMs;
    for (;;) {
      const found = this.#read().findLast(
        ({ clientRandom, entries }) =>
          !this.#told.has(clientRandom) && entries.some(({ label }) => LAST_LABELS.includes(label)),
      );
      if (found) {
        this.#told.add(found.clientRandom);
        return found;
      }
      if (performance.now() > end) return undefined;
      await sleep(POLL_MS);
    }
  }

  #read(): LoggedSecrets[] {
    if (!existsSync(this.path)) return [];
    const secrets = new Map<string, Map<string, LoggedSecrets["entries"][number]>>();
    // A line that is still being written has no end yet.
    for (const line of readFileSync(this.path, "latin1").split("\n").slice(0, -1)) {
      const [name, clientRandom = "", value = ""] = line.trim().toLowerCase().split(" ");
      const label = KEY_LOG_LABELS.find((known) => known.toLowerCase() === name);
      if (label === undefined || !/^[0-9a-f]{64}$/.test(clientRandom) || !/^[0-9a-f]{32,}$/.test(value))
        continue;
      const entries = secrets.get(clientRandom) ?? new Map();
      if (!entries.has(label)) entries.set(label, { label, value });
      secrets.set(clientRandom, entries);
    }
    return [...secrets].map(([clientRandom, entries]) => ({ clientRandom, entries: [...entries.values()] }));
  }
}
