import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { processesOf } from "../../../lab/instruments/processTree.ts";

describe("the processes of an actor", () => {
  before(function () {
    // reason: only Linux has /proc
    if (process.platform !== "linux") this.skip();
  });

  it("are it and all that it started, and those started", async () => {
    const shell = spawn("/bin/sh", ["-c", "sh -c 'sleep 30 & echo $!; wait'"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [output] = await once(shell.stdout, "data");
    const sleeper = Number(String(output).trim());
    try {
      const found = processesOf(shell.pid ?? 0);
      expect(found[0]).to.equal(shell.pid);
      expect(found).to.include(sleeper);
      expect(found).not.to.include(process.pid);
    } finally {
      process.kill(sleeper);
      await once(shell, "close");
    }
  });
});
