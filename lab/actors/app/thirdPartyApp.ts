import type { AppName } from "../../../src/scenario.ts";

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

/** What each page has before its application: the lab's observer. */
export const OBSERVER = "app/observer.page.js";
