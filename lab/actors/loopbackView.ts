import { syncBuiltinESMExports } from "node:module";
import os from "node:os";

/** What to restore when the last view ends: somebody else may have replaced it before us. */
let before = os.networkInterfaces;
let views = 0;

/**
 * Gives this process a view of the machine that has the loopback interface only, until the returned function is
 * called. werift has no option for that: it does not count 127.0.0.1 as a host address and would fall back to the
 * LAN address, so traffic could leave the machine. Call this before an ICE agent gathers.
 */
export function seeLoopbackOnly(): () => void {
  if (views === 0) before = os.networkInterfaces;
  views += 1;
  show(loopback);
  let over = false;
  return () => {
    if (over) return;
    over = true;
    views -= 1;
    if (views === 0) show(before);
  };
}

/**
 * Is this an address of this machine, so that what is sent to it never leaves it? Sees all interfaces, through any view.
 * False for names and for link-local addresses, which say nothing without their interface.
 */
export function isOnThisMachine(address: string): boolean {
  return isLoopback(address) || ownAddresses().includes(address);
}

export function isLoopback(address: string): boolean {
  return /^127(\.\d{1,3}){3}$/.test(address) || address === "::1";
}

/** The addresses of this machine's interfaces, loopback and all others; without link-local ones. */
export function ownAddresses(): readonly string[] {
  const interfaces = views === 0 ? os.networkInterfaces() : before();
  return Object.values(interfaces)
    .flatMap((found) => found ?? [])
    .map(({ address }) => address)
    .filter((address) => !/^(fe80:|169\.254\.)/i.test(address));
}

function show(interfaces: typeof os.networkInterfaces): void {
  os.networkInterfaces = interfaces;
  // werift imports the module's namespace, which does not follow the default export by itself.
  syncBuiltinESMExports();
}

const loopback: typeof os.networkInterfaces = () => ({
  loopback: [
    {
      address: "127.0.0.1",
      netmask: "255.0.0.0",
      family: "IPv4",
      mac: "00:00:00:00:00:00",
      // werift skips addresses that are marked internal.
      internal: false,
      cidr: "127.0.0.1/8",
    },
  ],
});
