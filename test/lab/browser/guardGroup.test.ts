import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { guardGroup } from "../../../lab/browser/guardGroup.ts";

describe("the guard of a browser's processes", () => {
  it("kills the group once the process that asked for it is gone", async () => {
    const leader = spawn("/bin/sh", ["-c", "sleep 30 & wait"], { detached: true, stdio: "ignore" });
    const ended = once(leader, "exit");
    const shell = guardGroup(leader.pid ?? 0);
    const over = once(shell, "exit");
    // As the kernel does with the pipe of a process that was killed.
    shell.stdin?.destroy();
    expect(await ended).to.deep.equal([null, "SIGKILL"]);
    await over;
  });
});
