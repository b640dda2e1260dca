import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

// Makes the pictures of the README: runs the scenarios and photographs their reports in an installed Chromium.
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const PICTURES = [
  { scenario: "mitm", file: "mitm.png", from: "main" },
  { scenario: "mitm", file: "mitm-picture.png", from: ".picture" },
];

const root = fileURLToPath(new URL("../../../", import.meta.url));
const out = mkdtempSync(join(tmpdir(), "lab-pictures-"));
try {
  for (const scenario of new Set(PICTURES.map(({ scenario }) => scenario))) {
    const command = ["run", "--silent", "scenario", scenario, "--", "--quiet", "--out", out];
    const run = spawnSync("npm", command, { cwd: root, stdio: "inherit" });
    if (run.status !== 0) throw new Error(`the scenario ${scenario} did not go as expected`);
  }
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 700 }, deviceScaleFactor: 1 });
  for (const { scenario, file, from } of PICTURES) {
    await page.goto(pathToFileURL(join(out, scenario, "report.html")).href);
    const path = fileURLToPath(new URL(file, import.meta.url));
    // The heads of the lanes stay in sight while the page scrolls: a window as high as the picture keeps them at its top.
    await page.setViewportSize({ width: 1280, height: from === "main" ? 700 : 4200 });
    if (from === "main") await page.screenshot({ path });
    else await page.locator(from).screenshot({ path });
  }
  await browser.close();
} finally {
  rmSync(out, { recursive: true, force: true });
}
