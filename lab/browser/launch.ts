import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, launch as launchByDriver } from "puppeteer-core";
import { type BrowserKind, findBrowser } from "./findBrowser.ts";
import { type Preferences, QUIET_ENVIRONMENT, QUIET_PREFERENCES, quietArguments } from "./quiet.ts";
import { untilProcessEnds } from "./untilProcessEnds.ts";

export interface BrowserOptions {
  /** More words for its command line. */
  readonly args?: readonly string[];
  /** Firefox only. */
  readonly preferences?: Preferences;
  /** More variables for its environment, such as SSLKEYLOGFILE. It inherits the search path and nothing else. */
  readonly env?: Readonly<Record<string, string>>;
  /** For the start, and for each order that the browser is given afterwards. */
  readonly deadlineMs?: number;
}

export interface OpenBrowser {
  readonly kind: BrowserKind;
  readonly browser: Browser;
  /** Ends the browser with all its processes and removes its profile. Never fails; a second call changes nothing. */
  close(): Promise<void>;
}

export class BrowserError extends Error {
  override readonly name = "BrowserError";
  readonly code: "not-installed" | "did-not-start";
  constructor(code: BrowserError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Starts the machine's own Chromium or Firefox without a window, in a new profile, and speaks to nobody but whom its
 * pages name. Browser and profile are gone after `close`, and also when this process ends without it. Not after a
 * SIGKILL to this process: Chromium then ends with its pipe, Firefox stays, and so do both profiles.
 * @throws BrowserError when it is not installed, or has not started by the deadline.
 */
export async function launchBrowser(kind: BrowserKind, options: BrowserOptions = {}): Promise<OpenBrowser> {
  const { args = [], preferences = {}, env = {}, deadlineMs = 30_000 } = options;
  const found = findBrowser(kind);
  if (found.path === undefined) throw new BrowserError("not-installed", found.missing);
  const home = mkdtempSync(join(tmpdir(), `webrtc-mitm-lab-${kind}-`));
  let child: ChildProcess | undefined;
  const start = new AbortController();
  const end = () => {
    start.abort(); // as long as it starts, the driver alone knows its processes
    killGroup(child);
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  };
  const release = untilProcessEnds(end);
  const begun = performance.now();
  try {
    const browser = await launchByDriver({
      browser: kind === "chromium" ? "chrome" : "firefox",
      executablePath: found.path,
      headless: true,
      // Chromium is spoken to over a pipe, which nobody else on this machine can reach. Firefox has no such thing.
      pipe: kind === "chromium",
      userDataDir: join(home, "profile"),
      args: [...quietArguments(kind), ...asRoot(kind), ...args],
      extraPrefsFirefox: { ...QUIET_PREFERENCES, ...preferences },
      env: {
        PATH: process.env.PATH,
        HOME: home,
        TMPDIR: home,
        LC_ALL: "C.UTF-8",
        ...QUIET_ENVIRONMENT,
        ...env,
      },
      defaultViewport: null,
      timeout: deadlineMs,
      protocolTimeout: deadlineMs,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      signal: start.signal,
    });
    child = browser.process() ?? undefined;
    return { kind, browser, close: onlyOnce(() => closed(browser, child).finally(release).finally(end)) };
  } catch (error) {
    release();
    end();
    const isLate = performance.now() - begun >= deadlineMs;
    const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new BrowserError(
      "did-not-start",
      `${found.path} did not start${isLate ? ` within ${deadlineMs / 1000} s` : `: ${reason}`}`,
    );
  }
}

/** Chromium refuses its sandbox to root. Anybody else keeps it. */
function asRoot(kind: BrowserKind): readonly string[] {
  return kind === "chromium" && process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

const GRACE_MS = 3000;

/** In order first: a browser that is killed may owe its key log some lines. */
async function closed(browser: Browser, child: ChildProcess | undefined): Promise<void> {
  const gone = child === undefined || child.exitCode !== null ? undefined : once(child, "exit");
  const timer = setTimeout(() => killGroup(child), GRACE_MS);
  try {
    await browser.close();
    await gone;
  } catch {
    // It died before: the same end.
  } finally {
    clearTimeout(timer);
  }
}

/** The driver starts a browser as the leader of a process group, which all its processes belong to. */
function killGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nobody is left in it.
  }
}

function onlyOnce<T>(act: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= act();
    return done;
  };
}
