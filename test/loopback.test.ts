import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ownAddresses } from "../lab/actors/loopbackView.ts";
import { whyNotUsable } from "../lab/browser/usable.ts";
import { canTrace, type NetworkCalls, traceNetwork } from "./stack/networkCalls.ts";

/** Opens what no actor may open, and sends nothing: the instrument must see it. */
const STRAY = `
  import { createSocket } from "node:dgram";
  const wide = createSocket("udp4").bind(0, "0.0.0.0", () => wide.close());
  const six = createSocket("udp6").bind(0, "::", () => six.close());
  const resolver = createSocket("udp4");
  resolver.connect(53, "127.0.0.1", () => resolver.send("?", () => resolver.close()));
  import("node:os").then(({ networkInterfaces }) => networkInterfaces());
`;

describe("the network of a run", function () {
  this.timeout(60_000);
  let directory = "";

  before(function () {
    // reason: only strace sees the system calls of all processes, and not every machine has it or allows it.
    if (!canTrace()) this.skip();
    directory = mkdtempSync(join(tmpdir(), "loopback-"));
  });

  after(() => {
    if (directory !== "") rmSync(directory, { recursive: true });
  });

  const trace = (name: string, args: readonly string[]) => traceNetwork(args, join(directory, `${name}.txt`));

  it("is seen by an instrument that finds stray sockets, DNS and a look at the interfaces", async () => {
    const calls = await trace("stray", ["--input-type=module", "--eval", STRAY]);
    expect(beyondLoopback(calls).join("\n"))
      .to.match(/^bind 0\.0\.0\.0:0$/m)
      .and.match(/^bind :::0$/m);
    expect(nameServers(calls)).to.eql(["connect 127.0.0.1:53"]);
    expect(calls.reached).to.eql(["127.0.0.1:53"]);
    expect([...calls.families]).to.include.members(["AF_INET", "AF_INET6", "AF_NETLINK"]);
  });

  for (const [scenario, sockets] of [
    ["honest", { peers: 2, doors: 2, server: 1 }],
    ["mitm", { peers: 2, doors: 4, server: 1, legs: 2 }],
  ] as const) {
    it(`is the loopback address only, in the scenario ${scenario}`, async () => {
      // The conductor's instruments are no actors: whoever captures loopback opens sockets of other families.
      const args = ["dist/lab/cli/main.js", "scenario", scenario, "--quiet", "--quick", "--out", directory];
      const calls = await trace(scenario, args);
      expect(calls.exitCode, calls.output).to.equal(0);
      const binds = calls.addresses.filter((address) => address.startsWith("bind "));
      const expected = Object.values(sockets).reduce((sum, count) => sum + count, 0);
      expect(binds, "the sockets of all actors").to.have.lengthOf(expected);
      expect(beyondLoopback(calls)).to.eql([]);
      expect(nameServers(calls)).to.eql([]);
      // No AF_NETLINK: nobody asked the kernel which other addresses this machine has.
      expect([...calls.families].sort()).to.eql(["AF_INET", "AF_UNIX"]);
    });
  }

  it("is this machine's own addresses only, with a browser at each end", async function () {
    for (const kind of ["chromium", "firefox"] as const) if (whyNotUsable(kind) !== undefined) this.skip();
    this.timeout(300_000);
    const words = ["browsers", "--quiet", "--quick", "--timeout", "60", "--out", directory];
    const calls = await trace("browsers", ["dist/lab/cli/main.js", "scenario", ...words]);
    expect(calls.exitCode, calls.output).to.equal(0);
    const own = ownAddresses();
    const hosts = calls.reached.map((address) => address.slice(0, address.lastIndexOf(":")));
    // The control: the call itself, which went through the network's ports.
    expect(hosts.length).to.be.greaterThan(50);
    expect(hosts.filter((host) => !own.includes(host))).to.eql([]);
    expect(calls.reached.filter((address) => address.endsWith(":53"))).to.eql([]);
  });
});

const beyondLoopback = ({ addresses }: NetworkCalls) =>
  addresses.filter((address) => !/ 127\.0\.0\.1:\d+$/.test(address));

const nameServers = ({ addresses }: NetworkCalls) => addresses.filter((address) => address.endsWith(":53"));
