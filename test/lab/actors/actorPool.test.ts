import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { ActorPool } from "../../../lab/actors/actorPool.ts";
import type { HarnessError } from "../../../lab/run/harnessError.ts";
import type { Fact } from "../../../src/trace/events.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const READ = {
  kind: "message-read",
  from: "bob",
  channel: "chat",
  type: "text",
  bytes: 0,
  sha256: "",
  head: "",
};

/** A pool whose network is a program that sends these messages and then waits for its end. */
async function networkThatSends(...messages: readonly object[]) {
  const folder = temporaryDirectory();
  mkdirSync(join(folder, "network"));
  const script = `for (const message of ${JSON.stringify(messages)}) process.send(message);
process.on("disconnect", () => process.exit(0));
setInterval(() => undefined, 1000);`;
  writeFileSync(join(folder, "network", "network.js"), script);
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }');
  const facts: Fact[] = [];
  const failures: HarnessError[] = [];
  const pool = new ActorPool(pathToFileURL(`${folder}/`), {
    fact: (_actor, fact) => facts.push(fact),
    failed: (error) => failures.push(error),
  });
  pool.start("network", "00");
  await pool.ready("network");
  await pool.end(1000);
  return {
    facts,
    failures: failures.map(({ code, message }) => ({ code, message })),
    details: failures.map(({ detail }) => detail),
  };
}

describe("the pool of actors", () => {
  const ready = { message: "ready" };
  const fact = (content: object) => ({ message: "fact", atNs: "1", fact: content });

  it("takes the facts that an actor may report", async () => {
    const { facts, failures } = await networkThatSends(fact(READ), ready);
    expect(facts).to.deep.equal([READ]);
    expect(failures).to.deep.equal([]);
  });

  it("fails the run when an actor reports what it cannot know, and takes none of it", async () => {
    const { facts, failures } = await networkThatSends(
      fact({ kind: "hung-up", because: "it says so" }),
      ready,
    );
    expect(facts).to.deep.equal([]);
    expect(failures).to.deep.equal([
      { code: "actor-broke-protocol", message: "network may not report hung-up" },
    ]);
  });

  it("fails the run with the actor's reason when an actor cannot go on", async () => {
    const because = 'the attack "tamper" cannot change a message: it is empty';
    const { failures } = await networkThatSends({ message: "failed", because }, ready);
    expect(failures).to.deep.equal([{ code: "actor-failed", message: `network cannot go on: ${because}` }]);
  });

  it("keeps the stack of an actor's error beside its reason", async () => {
    const stack = "Error: it is empty\n    at tamper (tamper.js:1:1)";
    const { details } = await networkThatSends({ message: "failed", because: "it is empty", stack }, ready);
    expect(details).to.deep.equal([stack]);
  });

  it("fails the run when an actor sends what is no message", async () => {
    const { failures } = await networkThatSends({ message: "teleported" }, ready);
    expect(failures.map(({ code }) => code)).to.deep.equal(["actor-broke-protocol"]);
  });
});
