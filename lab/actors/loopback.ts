import { syncBuiltinESMExports } from "node:module";
import os from "node:os";

/**
 * Gives this process a view of the machine that has the loopback interface only. werift has no option for
 * that: it does not count 127.0.0.1 as a host address and would fall back to the LAN address, so traffic could
 * leave the machine. Import this file before any ICE agent gathers.
 */
os.networkInterfaces = () => ({
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
// werift imports the module's namespace, which does not follow the default export by itself.
syncBuiltinESMExports();
