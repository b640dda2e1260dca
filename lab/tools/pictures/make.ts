import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launchBrowser } from "../../browser/launch.ts";

// Makes the pictures of the README: runs the scenarios and photographs their reports in the machine's Chromium.
const PICTURES = [
  { scenario: "mitm", file: "mitm.png", part: undefined },
  { scenario: "mitm", file: "mitm-picture.png", part: ".picture" },
] as const;

make().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

async function make(): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), "lab-pictures-"));
  try {
    for (const scenario of new Set(PICTURES.map(({ scenario }) => scenario))) {
      const words = ["dist/lab/cli/main.js", "scenario", scenario, "--quiet", "--out", out];
      const run = spawnSync(process.execPath, words, { stdio: "inherit" });
      if (run.status !== 0) throw new Error(`the scenario ${scenario} did not go as expected`);
    }
    await photograph(out);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

async function photograph(out: string): Promise<void> {
  const { browser, close } = await launchBrowser("chromium");
  try {
    const tab = await browser.newPage();
    for (const { scenario, file, part } of PICTURES) {
      // The heads of the lanes stay in sight while the page scrolls: a window as high as the picture keeps them at its top.
      await tab.setViewport({ width: 1280, height: part === undefined ? 700 : 4200 });
      await tab.goto(pathToFileURL(join(out, scenario, "report.html")).href);
      const image = await (part === undefined ? tab : await tab.waitForSelector(part))?.screenshot();
      if (image === undefined) throw new Error(`the report of ${scenario} has no ${part}`);
      writeFileSync(`lab/tools/pictures/${file}`, image);
    }
  } finally {
    await close();
  }
}
