import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { expect } from "chai";
import { temporaryDirectory } from "../lab/temporaryDirectory.ts";
import { execute, succeed } from "./execute.ts";
import { sourceCopy } from "./sourceCopy.ts";

/** Other versions of Node to try, as paths of their programs; CI names them. */
const NODES = [process.execPath, ...(process.env.OTHER_NODES ?? "").split(delimiter).filter(Boolean)];

describe("the package that `npm pack` makes, in a folder with # [ ] { } in its name", () => {
  let project: string;
  const installed = (...path: string[]) => join(project, "node_modules", "webrtc-mitm-lab", ...path);
  const write = (name: string, ...lines: string[]) =>
    writeFileSync(join(project, name), `${lines.join("\n")}\n`);

  before(() => {
    const copy = sourceCopy("lab #1 [a] {b}");
    succeed(copy, "npm", "pack");
    project = emptyProject();
    succeed(project, "npm", ...INSTALL, join(copy, "webrtc-mitm-lab-0.1.0.tgz"));
  });

  it("holds its licence and those of what it bundles, and no sources, tests or maps", () => {
    const files = readdirSync(installed(), { recursive: true, encoding: "utf8" });
    expect(files).to.include.members(["LICENSE", "README.md", "dist/lab/LICENCES.txt"]);
    expect(files.filter((name) => /(?<!\.d)\.tsx?$|\.map$|test/.test(name))).to.eql([]);
    const licences = readFileSync(installed("dist", "lab", "LICENCES.txt"), "utf8");
    for (const name of ["werift", "express", "preact", "ws"])
      expect(licences).to.match(RegExp(`^${name} \\d`, "m"));
  });

  it("brings the exact werift that the lab was tested with, and nothing to develop with", () => {
    const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
    const { version } = JSON.parse(readFileSync(join(project, "node_modules/werift/package.json"), "utf8"));
    expect(version).to.equal(dependencies.werift);
    expect(readdirSync(join(project, "node_modules"))).not.to.include.oneOf([
      "typescript",
      "rolldown",
      "express",
    ]);
  });

  const compilers: Record<string, [file: string, ...options: string[]]> = {
    "an ES module, resolved as Node does": ["app.ts", "--module", "nodenext"],
    "an ES module, resolved as bundlers do": [
      "app.ts",
      "--module",
      "esnext",
      "--moduleResolution",
      "bundler",
    ],
    "a CommonJS module": ["app.cts", "--module", "nodenext"],
  };
  for (const [title, [file, ...options]] of Object.entries(compilers)) {
    const compile = () => {
      const strict = [
        "--ignoreConfig",
        "--noEmit",
        "--strict",
        "--exactOptionalPropertyTypes",
        "--target",
        "es2023",
      ];
      const compiler = resolve("node_modules/typescript/bin/tsc");
      return execute(project, process.execPath, compiler, ...strict, "--lib", "es2023", ...options, file);
    };
    const begin = file.endsWith(".cts")
      ? `import lab = require("webrtc-mitm-lab"); const { openInterceptor, runScenario } = lab;`
      : `import { openInterceptor, runScenario } from "webrtc-mitm-lab";`;

    it(`type-checks in ${title}, strictly and declarations included`, () => {
      write(
        file,
        begin,
        `export const scenario: Promise<string> = runScenario("mitm").then((report) => report.scenario);`,
        `void openInterceptor({ tell: (to, signal) => void \`\${to} \${signal.type}\` });`,
      );
      expect(compile()).to.include({ stdout: "", status: 0 });
    });

    it(`refuses wrong arguments in ${title}`, () => {
      write(file, begin, `void openInterceptor({ tell: (to: number) => void to });`, `void runScenario(7);`);
      const codes = compile().stdout.match(/error TS\d+/g);
      expect(codes).to.eql(["error TS2322", "error TS2345"]);
    });
  }

  for (const node of NODES) {
    describe(`under Node ${succeed(".", node, "--version").trim()}`, () => {
      const attacked = `openInterceptor({ tell() {} }).then(async ({ fingerprints, close }) => {
        await close();
        console.log(fingerprints.alice.algorithm);
      });`;

      it("can be imported", () => {
        write("app.mjs", `import { openInterceptor } from "webrtc-mitm-lab";`, attacked);
        expect(succeed(project, node, "app.mjs")).to.equal("sha-256\n");
      });

      it("can be required", () => {
        write("app.cjs", `const { openInterceptor } = require("webrtc-mitm-lab");`, attacked);
        expect(execute(project, node, "app.cjs")).to.eql({ status: 0, stdout: "sha-256\n", stderr: "" });
      });

      it("runs a scenario from a program of the user", () => {
        write(
          "run.mjs",
          `import { runScenario } from "webrtc-mitm-lab";`,
          `console.log((await runScenario("mitm", { instruments: "none" })).result);`,
        );
        expect(succeed(project, node, "run.mjs")).to.equal("as-expected\n");
      });

      it("has a command that runs, explains and verifies, with the report in the user's folder", () => {
        const command = (...words: string[]) =>
          succeed(project, node, "node_modules/.bin/webrtc-mitm-lab", ...words);
        const out = `reports-${NODES.indexOf(node)}`;
        expect(command("scenario", "honest", "--quick", "--out", out)).to.contain("honest: as expected");
        expect(readdirSync(join(project, out, "honest"))).to.include("report.html");
        expect(command("verify", join(out, "honest"))).to.contain("All files agree");
        expect(command("explain", "mitm")).to.match(/^mitm: /);
      });
    });
  }

  it("has a command that npx finds", () => {
    expect(succeed(project, "npx", "--offline", "webrtc-mitm-lab", "scenario")).to.match(/^honest /m);
  });
});

describe("a git clone", () => {
  it("installs as a dependency, and is built on the way", () => {
    const clone = sourceCopy("clone");
    const git = (...words: string[]) =>
      succeed(clone, "git", "-c", "user.name=test", "-c", "user.email=test@localhost", ...words);
    git("init", "--quiet");
    git("add", "--all", ":!node_modules");
    git("commit", "--quiet", "--message", "sources");
    const project = emptyProject();
    succeed(project, "npm", ...INSTALL, `git+file://${clone}`);
    expect(succeed(project, process.execPath, "--input-type=module", "--eval", PRINT_TYPE)).to.equal(
      "function\n",
    );
    expect(succeed(project, "npx", "--offline", "webrtc-mitm-lab", "explain", "mitm")).to.match(/^mitm: /);
  });
});

describe("a build that cannot find an import", () => {
  it("fails, and the command that needed the build says so and ends with 3", () => {
    const copy = sourceCopy("broken");
    const file = join(copy, "src", "explain.ts");
    writeFileSync(file, `import "no-such-package";\n${readFileSync(file, "utf8")}`);
    const { status, stderr } = execute(copy, process.execPath, "lab/tools/launch.mjs", "scenario");
    expect(stderr).to.contain("The lab cannot be built").and.to.contain("no-such-package");
    expect(status).to.equal(3);
  });
});

const INSTALL = ["install", "--prefer-offline", "--no-audit", "--no-fund"];
const PRINT_TYPE = `import { openInterceptor } from "webrtc-mitm-lab"; console.log(typeof openInterceptor);`;

function emptyProject(): string {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, "package.json"), `{ "private": true }`);
  return directory;
}
