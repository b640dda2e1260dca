import { findProgram } from "../instruments/findProgram.ts";

export type BrowserKind = "chromium" | "firefox";

/** Where the machine's own browser is, or one line that says what is missing. */
export type FoundBrowser = { readonly path: string } | { readonly path: undefined; readonly missing: string };

/** Looks on the search path, by the names that distributions give. Nothing is ever downloaded. */
export function findBrowser(kind: BrowserKind): FoundBrowser {
  const { title, programs } = BROWSERS[kind];
  for (const name of programs) {
    const path = findProgram(name);
    if (path !== undefined) return { path };
  }
  return { path: undefined, missing: `${title} is not installed: looked for ${programs.join(", ")} in PATH` };
}

const BROWSERS: Readonly<Record<BrowserKind, { title: string; programs: readonly string[] }>> = {
  chromium: { title: "Chromium", programs: ["chromium", "chromium-browser", "google-chrome"] },
  firefox: { title: "Firefox", programs: ["firefox-esr", "firefox"] },
};
