import type { BrowserKind } from "./findBrowser.ts";

export type Preferences = Readonly<Record<string, string | number | boolean>>;

/**
 * What keeps a browser from speaking to anybody but the pages that it is told to open: no updates, no reports, no
 * lists, no name that is looked up. (A browser fetches such things within its first second.)
 */
export function quietArguments(kind: BrowserKind): readonly string[] {
  return kind === "chromium" ? CHROMIUM : [];
}

/** The same for Firefox, which is told by preferences. The driver's own profile has some of them already. */
export const QUIET_PREFERENCES: Preferences = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.region.network.url": "",
  "dom.push.connection.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  // Whatever is left over asks a proxy that is not there, and no resolver. Loopback needs no proxy.
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "network.proxy.no_proxies_on": "localhost, 127.0.0.1",
  "network.trr.mode": 5,
  "services.settings.server": "data:,#nothing",
  "toolkit.telemetry.enabled": false,
};

/** Without the second, a released Firefox does not heed `services.settings.server`. */
export const QUIET_ENVIRONMENT = { MOZ_CRASHREPORTER_DISABLE: "1", MOZ_REMOTE_SETTINGS_DEVTOOLS: "1" };

const CHROMIUM: readonly string[] = [
  // No name is ever asked of a resolver. The rules cover addresses too, so these two are named.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
  "--no-proxy-server",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-default-browser-check",
  "--no-first-run",
  "--no-pings",
  "--disable-gpu",
];
