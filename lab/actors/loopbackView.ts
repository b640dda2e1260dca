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
