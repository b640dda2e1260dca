import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { crossings } from "./borders.ts";

describe("the borders of the house", () => {
  it("are respected by every file of src, lab and scenarios", () => {
    const files = Object.fromEntries(
      ["src", "lab", "scenarios"].flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: "utf8" })
          .filter((name) => /\.tsx?$/.test(name))
          .map((name) => [`${folder}/${name}`, readFileSync(`${folder}/${name}`, "utf8")]),
      ),
    );
    expect(Object.keys(files).length).to.be.greaterThan(50);
    expect(crossings(files).join("\n")).to.equal("");
  });

  describe("are crossed, and the message names the file and what to do, by", () => {
    const found = (path: string, text: string, others: Record<string, string> = {}) =>
      crossings({ [path]: text, ...others }).join("\n");

    it("an import of the lab from src", () => {
      expect(found("src/a.ts", `import { run } from "../lab/run.ts";`)).to.equal(
        `src/a.ts imports lab/run.ts: src is pure and may import src only; take what it needs as an argument`,
      );
      expect(found("src/a/b.ts", `export * from "../../lab/run.ts";`)).to.contain("imports lab/run.ts");
      expect(found("src/a.ts", `const { run } = await import("../lab/run.ts");`)).to.contain(
        "imports lab/run.ts",
      );
      expect(found("src/a.ts", `type Run = import("../lab/run.ts").Run;`)).to.contain("imports lab/run.ts");
      expect(found("src/a.ts", `import type { Run } from "../lab/run.ts";`)).to.contain("imports lab/run.ts");
      expect(found("src/a.ts", `import x from "../package.json";`)).to.contain("imports package.json");
    });

    it("an import of a scenario from src", () => {
      expect(found("src/a.ts", `import mitm from "../scenarios/mitm.ts";`)).to.contain(
        "imports scenarios/mitm.ts",
      );
    });

    it("an import of the lab or a package from a scenario", () => {
      expect(found("scenarios/a.ts", `import { run } from "../lab/run.ts";`)).to.equal(
        "scenarios/a.ts imports lab/run.ts: a scenario says what happens, not how; it may import src and other scenarios only",
      );
      expect(found("scenarios/a.ts", `import * as v from "valibot";`)).to.contain("imports valibot");
    });

    it("an import of an attack or a defence from the verdict or the report", () => {
      const wanted = "nothing grades by intention; judge from trace and capture alone";
      expect(found("src/verdict/a.ts", `import { attack } from "../attacks/index.ts";`)).to.contain(wanted);
      expect(found("src/report/a.ts", `import { defence } from "../defences/index.ts";`)).to.contain(wanted);
      expect(found("src/verdict/a.ts", `import type { AttackId } from "../attacks/index.ts";`)).to.contain(
        wanted,
      );
    });

    it("a way from the verdict to an attack that leads over other files", () => {
      const others = {
        "src/explain.ts": `import { attack } from "./attacks/index.ts"; export const a = attack;`,
        "src/attacks/index.ts": "export const attack = 1;",
      };
      expect(found("src/verdict/a.ts", `import { a } from "../explain.ts";`, others)).to.equal(
        "src/verdict/a.ts reaches src/attacks/index.ts over src/explain.ts: nothing grades by intention; judge from trace and capture alone",
      );
    });

    it("a module of the world in src", () => {
      for (const name of ["fs", "net", "dgram", "child_process", "timers", "fs/promises", "worker_threads"]) {
        expect(found("src/a.ts", `import x from "node:${name}";`)).to.contain(`imports node:${name}`);
        expect(found("src/a.ts", `import x from "${name}";`), "without node:").to.contain(`imports ${name}`);
      }
      for (const name of ["werift", "ws", "express"]) {
        expect(found("src/a.ts", `import x from "${name}";`)).to.contain(`imports ${name}`);
      }
    });

    it("the process, the clock, a timer, randomness or the network in src", () => {
      const uses = {
        process: "process.env.HOME",
        "Date.now": "Date.now()",
        "new Date()": "new Date()",
        performance: "performance.now()",
        "Math.random": "Math.random()",
        setTimeout: "setTimeout(() => 1, 1)",
        setInterval: "setInterval(() => 1, 1)",
        setImmediate: "setImmediate(() => 1)",
        fetch: "fetch('http://127.0.0.1')",
        console: "console.error(1)",
        globalThis: "globalThis['Date']",
        randomBytes: "randomBytes(8)",
        getRandomValues: "crypto.getRandomValues(x)",
      };
      for (const [name, text] of Object.entries(uses)) {
        expect(found("src/a.tsx", `const x = <p>{${text}}</p>;`)).to.equal(
          `src/a.tsx uses ${name}: src is pure; let the lab do it and pass the result as an argument`,
        );
      }
    });

    it("a second reader of events in the verdict or the report", () => {
      const wanted = "one reader of events is enough; read the model, src/run/run.ts";
      expect(
        found("src/verdict/checks/a.ts", `import { eventsOf } from "../../trace/events.ts";`),
      ).to.contain(wanted);
      expect(
        found("src/verdict/a.ts", `import { peerFacts } from "../trace/facts/peerFacts.ts";`),
      ).to.contain(wanted);
      expect(found("src/report/a.ts", `import type { TraceEvent } from "../trace/events.ts";`)).to.contain(
        wanted,
      );
      expect(found("src/run/a.ts", `import { eventsOf } from "../trace/events.ts";`)).to.equal("");
      expect(found("src/report/a.ts", `import { PEERS } from "../trace/parties.ts";`)).to.equal("");
    });

    it("an import in the lab that knows too much", () => {
      expect(found("lab/actors/a.ts", `import { run } from "../run/run.ts";`)).to.contain(
        "an actor knows its orders",
      );
      expect(found("lab/actors/a.ts", `import { HarnessError } from "../run/harnessError.ts";`)).to.equal("");
      expect(found("lab/actors/peer/session.ts", `import { RTCPeerConnection } from "werift";`)).to.contain(
        "Endpoint port",
      );
      expect(
        found("lab/actors/peer/weriftEndpoint.ts", `import { RTCPeerConnection } from "werift";`),
      ).to.equal("");
      expect(found("lab/instruments/a.ts", `import { x } from "../run/eventLog.ts";`)).to.contain(
        "from outside",
      );
      expect(found("lab/browser/a.ts", `import { x } from "../run/run.ts";`)).to.contain("as an argument");
      expect(found("lab/run/a.ts", `import { x } from "../cli/arguments.ts";`)).to.contain(
        "who asked for it",
      );
    });

    it("a way from what reads finished runs to the runner", () => {
      const others = {
        "lab/run/experiment.ts": `import { run } from "./run.ts"; export const e = run;`,
        "lab/run/run.ts": "export const run = 1;",
      };
      expect(found("lab/files/verify.ts", `import { e } from "../run/experiment.ts";`, others)).to.equal(
        "lab/files/verify.ts reaches lab/run/run.ts over lab/run/experiment.ts: what reads finished runs starts no actor; keep it apart from the runner",
      );
      expect(found("lab/files/verify.ts", `import type { E } from "../run/experiment.ts";`, others)).to.equal(
        "",
      );
    });

    it("a circle of imports, also where they are of types alone", () => {
      const others = { "src/b.ts": `export { c } from "./c.ts";`, "src/c.ts": `import { a } from "./a.ts";` };
      expect(found("src/a.ts", `import type { B } from "./b.ts";`, others)).to.equal(
        "src/a.ts imports src/b.ts imports src/c.ts imports src/a.ts: no file needs itself; put what these need of each other into a file of its own",
      );
      expect(found("src/a.ts", `import { b } from "./b.ts";`, { "src/b.ts": "", "src/c.ts": "" })).to.equal(
        "",
      );
    });

    it("a file that cannot be read as TypeScript", () => {
      expect(found("src/a.ts", "import {")).to.contain("src/a.ts cannot be parsed");
    });
  });

  it("let pass what only looks like a crossing", () => {
    const innocent = `
      // process.env, Date.now() and Math.random() in a comment; import "../lab/run.ts"
      import { createHash } from "node:crypto";
      import type { Scenario } from "../scenario.ts";
      interface Entry { readonly process: number; readonly fetch: string }
      const text = "made in its own process.env, by setTimeout";
      const other = \`process \${entry.process} and Math.random\`;
      const at = new Date(entry.fetch).toISOString();
      const paragraph = <p>It runs in a process. Date.now() is prose here.</p>;
      const named = { process: 1, fetch: "x" };`;
    const scenario = `import type { AttackId } from "./attacks/index.ts"; export type Scenario = AttackId;`;
    expect(
      crossings({
        "src/verdict/a.tsx": innocent,
        "src/scenario.ts": scenario,
        "src/attacks/index.ts": "export type AttackId = string;",
      }),
    ).to.deep.equal([]);
  });
});
