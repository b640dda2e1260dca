import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { findBrowser } from "../../../lab/browser/findBrowser.ts";
import { launchBrowser } from "../../../lab/browser/launch.ts";
import { until } from "../library/weriftPeer.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const KINDS = ["chromium", "firefox"] as const;
const STARTING = fileURLToPath(new URL("starting.program.js", import.meta.url));

describe("launchBrowser", function () {
  this.timeout(60_000);
  for (const kind of KINDS) {
    it(`heeds what ${kind} is told, and leaves no process and no profile of it when it is closed`, async function () {
      if (findBrowser(kind).path === undefined) this.skip();
      const { browser, close } = await launchBrowser(kind, {
        args: kind === "chromium" ? ["--user-agent=told"] : [],
        preferences: { "general.useragent.override": "told" },
        env: { TOLD: "told" },
      });
      const { pid = 0, spawnargs = [] } = browser.process() ?? {};
      const home = /\S+webrtc-mitm-lab-\w+-\w+/.exec(spawnargs.join(" "))?.[0].replace(/^.*=/, "") ?? "";
      try {
        expect(existsSync(home), "the profile").to.equal(true);
        expect(livingInGroup(pid)).to.be.greaterThan(1);
        expect(readFileSync(`/proc/${pid}/environ`, "utf8").split("\0")).to.include("TOLD=told");
        expect(await (await browser.newPage()).evaluate("navigator.userAgent")).to.equal("told");
      } finally {
        await Promise.all([close(), close()]);
      }
      await until(
        () => livingInGroup(pid) === 0,
        () => "it lives",
      );
      expect(existsSync(home), "the profile").to.equal(false);
    });
  }

  describe("where a program never becomes a browser", () => {
    const pretended = pretendedBrowsers();
    const { PATH } = process.env;

    before(() => {
      process.env.PATH = `${pretended.folder}:/bin:/usr/bin`;
    });
    after(() => {
      process.env.PATH = PATH;
    });

    for (const kind of KINDS) {
      it(`gives ${kind} up at the deadline`, async () => {
        const launch = await launchBrowser(kind, { deadlineMs: 500 }).then(
          () => "it started",
          (error: Error) => error.message,
        );
        expect(launch).to.match(/^\S+ did not start within 0\.5 s$/);
        await pretended.isGone();
      });

      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        it(`ends ${kind} with a process that ${signal} ends`, async () => {
          const program = spawn(process.execPath, [STARTING, kind], { stdio: "ignore" });
          await pretended.hasStarted();
          program.kill(signal);
          await once(program, "exit");
          expect(program.signalCode).to.equal(signal);
          await pretended.isGone();
        });
      }
    }
  });

  it("says in one line which browser is missing", async () => {
    const { PATH } = process.env;
    process.env.PATH = "/nowhere";
    try {
      for (const kind of KINDS) {
        const error = await launchBrowser(kind).catch((reason: unknown) => reason);
        expect(error).to.include({ name: "BrowserError", code: "not-installed" });
        expect(String(error)).to.match(
          new RegExp(`^BrowserError: ${kind} is not installed: looked for .*${kind}.* in PATH$`, "i"),
        );
      }
    } finally {
      process.env.PATH = PATH;
    }
  });
});

/** Programs with the names of browsers that start another one and say nothing. */
function pretendedBrowsers() {
  const folder = temporaryDirectory();
  const note = join(folder, "started");
  for (const name of ["chromium", "firefox-esr"]) {
    const script = `#!/bin/sh\nsleep 60 &\nprintf '%s %s' $$ "$HOME" > ${note}.part; mv ${note}.part ${note}\nwait\n`;
    writeFileSync(join(folder, name), script);
    chmodSync(join(folder, name), 0o755);
  }
  const hasStarted = () =>
    until(
      () => existsSync(note),
      () => "it has not started",
    );
  const isGone = async () => {
    const [pid, home = ""] = readFileSync(note, "utf8").split(" ");
    await until(
      () => livingInGroup(Number(pid)) === 0,
      () => "it lives",
    );
    expect(existsSync(home), home).to.equal(false);
    rmSync(note);
  };
  return { folder, hasStarted, isGone };
}

/** Of a process group; what only waits to be reaped does not live. */
function livingInGroup(leader: number | undefined): number {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const [state, , group] = statOf(pid).split(") ").at(-1)?.split(" ") ?? [];
      return group === String(leader) && state !== "Z";
    }).length;
}

function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8"); // proc(5): the name, in brackets, may hold brackets
  } catch {
    return "";
  }
}
