import { existsSync } from "node:fs";
import type { AppName } from "../../../src/thirdPartyApp.ts";

/** What the lab has to know of an application to put it into a browser, and its server behind a proxy. */
interface ThirdPartyApp {
  /** The page's script, built: beside the actors' programs. */
  readonly page: string;
  /** The application's own signalling server, built as it is. */
  readonly server: string;
  /** Does the application's server pass this frame on to the other users? */
  isForOthers(frame: string): boolean;
}

export const THIRD_PARTY_APPS: Readonly<Record<AppName, ThirdPartyApp>> = {
  "y-webrtc": {
    page: "app/yWebrtc.page.js",
    server: "app/yWebrtcServer.mjs",
    isForOthers: (frame) => frame.startsWith('{"type":"publish"'),
  },
};

/** Their pages and servers are built where they are installed, and are no part of the lab's package. Undefined: they are there. */
export function whyNoApps(programs: URL): string | undefined {
  return existsSync(new URL(`${APP_PROGRAM}.js`, programs))
    ? undefined
    : "applications that others wrote are part of a checkout of the lab, not of its package";
}

/** The program of a peer whose place an application has. */
export const APP_PROGRAM = "app/app";

/** What each page has before its application: the lab's observer. */
export const OBSERVER = "app/observer.page.js";
