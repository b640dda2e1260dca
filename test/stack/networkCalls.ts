import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";

/** What a program and all its children did with the network, as the kernel saw it. */
export interface NetworkCalls {
  /** The address families of all sockets: "AF_INET", "AF_UNIX", … */
  readonly families: ReadonlySet<string>;
  /** Every address that a socket was bound to, sent to, heard from or connected to: "bind 127.0.0.1:4711". */
  readonly addresses: readonly string[];
  /**
   * Where something went: "127.0.0.1:4711" of every send, and of every attempt to connect by TCP. A UDP socket that is
   * only connected sends nothing: that is how programs ask for a route.
   */
  readonly reached: readonly string[];
  readonly exitCode: number;
  /** What the program said. */
  readonly output: string;
}

/** Is there an strace that may trace? Containers often forbid it. */
export function canTrace(): boolean {
  return spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0;
}

/** Runs `node ...args` under strace. The trace is written to `file`. */
export async function traceNetwork(args: readonly string[], file: string): Promise<NetworkCalls> {
  const command = ["-f", "-yy", "-e", "trace=network", "-o", file, process.execPath, ...args];
  const child = spawn("strace", command, { stdio: ["ignore", "pipe", "inherit"] });
  const [output] = await Promise.all([text(child.stdout), once(child, "close")]);
  return { ...readNetworkCalls(readFileSync(file, "utf8")), exitCode: child.exitCode ?? -1, output };
}

/**
 * Reads the output of strace -f -e trace=network. A call that another process interrupts stands in two lines; the
 * address is in either of them.
 */
function readNetworkCalls(trace: string): Pick<NetworkCalls, "families" | "addresses" | "reached"> {
  const families = new Set<string>();
  const addresses: string[] = [];
  const reached: string[] = [];
  const connections = new Map<string, string>();
  for (const line of trace.split("\n")) {
    const call = /^\d+ +(?:<\.\.\. )?(\w+)/.exec(line)?.[1];
    if (call === undefined) continue;
    const family = /^\d+ +socket(?:pair)?\((\w+)/.exec(line)?.[1];
    if (family !== undefined) families.add(family);
    const sends = /^send/.test(call);
    // strace remembers how it first saw a socket: connected, or by what it was bound to.
    const [, socket, remote] = /^\d+ +\w+\(\d+<((?:TCP|UDP)(?:v6)?:\[\S+?(?:->(\S+))?\])>/.exec(line) ?? [];
    const connected = remote ?? (socket === undefined ? undefined : connections.get(socket));
    const isNamed = /\bsa_family=AF_INET/.test(line);
    if (sends && socket !== undefined && !isNamed) reached.push(connected ?? `somewhere from ${socket}`);
    for (const [, named = "", rest = ""] of line.matchAll(/\bsa_family=(\w+)([^}]*)/g)) {
      families.add(named);
      const address = addressIn(named, rest);
      if (address === undefined) continue;
      addresses.push(`${call} ${address}`);
      if (!named.startsWith("AF_INET")) continue;
      if (call === "connect" && socket !== undefined) connections.set(socket, address);
      if (sends || (call === "connect" && /^\d+ +connect\(\d+<TCP/.test(line))) reached.push(address);
    }
  }
  return { families, addresses, reached };
}

/** strace writes out what a socket address holds; what is not understood here is kept as it is, to be seen. */
function addressIn(family: string, rest: string): string | undefined {
  if (family === "AF_UNIX" || family === "AF_UNSPEC") return undefined;
  const host = /inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/.exec(rest);
  const port = /htons\((\d+)\)/.exec(rest)?.[1];
  return host && port !== undefined ? `${host[1] ?? host[2]}:${port}` : `${family}${rest}`;
}
