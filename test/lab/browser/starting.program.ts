import type { BrowserKind } from "../../../lab/browser/findBrowser.ts";
import { launchBrowser } from "../../../lab/browser/launch.ts";

/** Starts a browser. Its word: which. */
const kind: BrowserKind = process.argv[2] === "firefox" ? "firefox" : "chromium";
await launchBrowser(kind);
