import type { IncomingMessage } from "node:http";

/** Why a request is not served, or undefined when it is. */
export type Admission = (request: IncomingMessage) => string | undefined;

/**
 * Decides who may talk to the server at all. A browser names the page that asks in `Origin` (RFC 6455 §10.2), and lets
 * any page open a WebSocket to this machine: so a page is refused unless its origin is allowed. `Host` names the server
 * as the client knows it (RFC 9110 §7.2): a page whose own name was made to resolve to this machine (DNS rebinding)
 * shows that name there. It does not stop other programs of this machine, which can write what they like in both.
 * @param allowedOrigins as browsers write them: "http://localhost:8080"
 */
export function admission(port: number, allowedOrigins: ReadonlySet<string>): Admission {
  const hosts = new Set(["127.0.0.1", "localhost"].map((name) => `${name}:${port}`));
  return ({ headers: { host, origin } }) => {
    if (host === undefined || !hosts.has(host)) return "this server is known by its loopback address only";
    if (origin !== undefined && !allowedOrigins.has(origin)) return "web pages of this origin are not served";
    return undefined;
  };
}
