import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { searchMemory } from "../../../lab/instruments/memory.ts";
import { MemoryUnreadable, readMemory, whileStopped } from "../../../lab/instruments/processMemory.ts";
import { hasEnded } from "../../../lab/instruments/processTree.ts";
import { secretsOf } from "../../../src/run/secrets.ts";
import { eventually } from "../processes.ts";

/** Keeps a marker as bytes, and a key as OpenSSL does after it has signed with it. */
const HOLDER = `
  const { createPrivateKey, sign } = require("node:crypto");
  globalThis.kept = Buffer.from(process.argv[1], "hex");
  process.stdin.once("data", (pem) => {
    globalThis.key = createPrivateKey(pem);
    sign("sha256", kept, key);
    process.stdout.write("ready");
  });
  setInterval(() => undefined, 1000);
`;

describe("the search of a process's memory", () => {
  before(function () {
    if (process.platform !== "linux") this.skip(); // reason: only Linux shows the memory of a process
  });

  const children: ChildProcess[] = [];
  after(() => {
    for (const child of children) child.kill("SIGKILL");
  });

  async function holder(marker: string, pem: string): Promise<number> {
    const child = spawn(process.execPath, ["-e", HOLDER, marker], { stdio: ["pipe", "pipe", "inherit"] });
    children.push(child);
    child.stdin.write(pem);
    await once(child.stdout, "data");
    return child.pid ?? 0;
  }

  it("finds marker and key in the process that holds them and in no other, and lets both go on", async () => {
    const keys = [newKey(), newKey()] as const;
    const markers = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")] as const;
    const pids = await Promise.all([holder(markers[0], keys[0].pem), holder(markers[1], keys[1].pem)]);
    const secrets = secretsOf([
      { seq: 1, at: 0, actor: "alice", kind: "private-key", owner: "alice", pkcs8: keys[0].pkcs8 },
      { seq: 2, at: 0, actor: "bob", kind: "private-key", owner: "bob", pkcs8: keys[1].pkcs8 },
    ]);
    const subjects = [
      { name: "alice" as const, pid: pids[0], marker: markers[0] },
      { name: "bob" as const, pid: pids[1], marker: markers[1] },
    ];
    const facts = [...searchMemory(subjects, secrets)];
    if (facts[0]?.kind === "instrument-missing") return; // the machine forbids it, and the fact says so
    const found = facts.map((fact) =>
      fact.kind === "memory-searched"
        ? [
            fact.subject,
            [...new Set(fact.hits.flatMap(({ secret, count }) => (count > 0 ? secret : [])))].toSorted(),
          ]
        : fact,
    );
    expect(found).to.deep.equal([
      ["alice", [secrets[0]?.id, "alice marker"].toSorted()],
      ["bob", [secrets[1]?.id, "bob marker"].toSorted()],
    ]);
    for (const pid of pids) expect(stateOf(pid)).to.not.equal("T");
  });

  it("leaves a process going on when the reading fails", async () => {
    const pid = await holder("00".repeat(32), newKey().pem);
    expect(() =>
      whileStopped(pid, () => {
        expect(stateOf(pid)).to.equal("T");
        throw new MemoryUnreadable("simulated");
      }),
    ).to.throw(MemoryUnreadable, "simulated");
    expect(stateOf(pid)).to.not.equal("T");
  });

  it("leaves a process stopped that somebody else has stopped", async () => {
    const pid = await holder("00".repeat(32), newKey().pem);
    process.kill(pid, "SIGSTOP");
    await eventually("it has stopped", () => stateOf(pid) === "T");
    expect(whileStopped(pid, () => "read")).to.equal("read");
    expect(stateOf(pid)).to.equal("T");
  });

  it("knows which process has ended", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    expect(hasEnded(child.pid ?? 0)).to.equal(true);
    expect(hasEnded(process.pid)).to.equal(false);
  });

  it("says which process cannot be read, and stops there", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    const pid = child.pid ?? 0;
    expect(() => readMemory(pid, 0, () => undefined)).to.throw(MemoryUnreadable, `process ${pid}`);
    expect([...searchMemory([{ name: "alice", pid, marker: "00".repeat(32) }], [])]).to.deep.equal([
      {
        kind: "instrument-missing",
        instrument: "memory-search",
        because: `the memory of process ${pid} cannot be read (ENOENT)`,
      },
    ]);
  });
});

describe("the search of memory on a system that does not show it", () => {
  const platform = Object.getOwnPropertyDescriptor(process, "platform");
  before(() => Object.defineProperty(process, "platform", { value: "darwin" }));
  after(() => platform && Object.defineProperty(process, "platform", platform));

  it("is reported as missing, with the reason", () => {
    expect([...searchMemory([], [])]).to.deep.equal([
      {
        kind: "instrument-missing",
        instrument: "memory-search",
        because: "this system is darwin, not Linux",
      },
    ]);
  });
});

function newKey(): { pem: string; pkcs8: string } {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    pem: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    pkcs8: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
  };
}

function stateOf(pid: number): string | undefined {
  return /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
}
