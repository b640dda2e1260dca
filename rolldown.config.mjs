import { readdirSync, readFileSync } from "node:fs";
import { dirname, relative } from "node:path/posix";
import { bundledLicences } from "./lab/tools/bundledLicences.mjs";

// The lab runs as bundles: with four actor processes on few cores, resolving and
// reading hundreds of small modules would be most of a run's time.
const actors = ["peer/peer", "app/app", "server/server", "network/network"].map(
  (name) => `lab/actors/${name}.ts`,
);
const bench = ["bench", "bulkPeer", "floorRelay", "grindingWorker", "surveyFile", "transferInterceptor"].map(
  (name) => `lab/tools/bench/${name}.ts`,
);
// Development tools whose peers are other people's stacks: loaded as packages, from node_modules.
const conformance = [
  "conformance",
  "interceptor",
  ...["browser", "nodeDatachannel", "werift", "wrtc"].map((name) => `stacks/${name}`),
].map((name) => `lab/conformance/${name}.ts`);
const tools = ["lab/tools/catalogue.ts", "lab/tools/pictures/make.ts"];
const programs = ["lab/cli/main.ts", ...tools, ...actors, ...bench];

// Applications that others wrote: their servers as they are, and their pages, which the lab's observer watches.
const appPages = ["observer", "yWebrtc"].map((name) => `lab/actors/app/${name}`);

const testEntries = readdirSync("test", { recursive: true, encoding: "utf8" })
  // Long ones: npm run test:long. A program is started by a test, in a process of its own. A setup comes before the tests.
  .filter((name) => /\.(test|long|program|setup)\.ts$/.test(name))
  .map((name) => `test/${name}`);

/** @type {import("rolldown").InputOptions} Told here, not found: no tsconfig.json is found below a folder with # or [ in its name. */
const everyBuild = {
  platform: "node",
  tsconfig: false,
  transform: { jsx: { runtime: "automatic", importSource: "preact" } },
  onLog(level, log, report) {
    report(log.code === "UNRESOLVED_IMPORT" ? "error" : level, log); // it would fail later, in the user's hands
  },
};

const named = (paths) => Object.fromEntries(paths.map((path) => [path.replace(/\.tsx?$/, ""), path]));

export default [
  {
    ...everyBuild,
    input: named(programs),
    external: ["puppeteer-core"], // drives browsers for developers; no part of the package
    resolve: { mainFields: ["module", "main"] }, // ES modules where a package has both: only those can be shaken
    plugins: [startedByLoader(), bundledLicences("lab/LICENCES.txt")],
    output: {
      dir: "dist",
      format: "cjs",
      sourcemap: true,
      entryFileNames: "[name].bundle.cjs",
      chunkFileNames: "lab/chunks/[name]-[hash].cjs",
    },
  },
  {
    ...everyBuild,
    input: named(["lab/library/index.ts"]),
    external: ["werift", "valibot"], // the user's own peers and schemas must share these with the library
    plugins: [bundledLicences("lab/library/LICENCES.txt")],
    output: {
      dir: "dist",
      format: "esm",
      sourcemap: true,
      entryFileNames: "[name].mjs", // beside the programs, which it starts and which are no ES modules
      chunkFileNames: "lab/chunks/[name]-[hash].mjs",
    },
  },
  {
    ...everyBuild,
    input: named(testEntries),
    external: /^[^./]/, // tests load packages as a user's project would
    output: { dir: "dist", format: "esm", sourcemap: true, chunkFileNames: "test/chunks/[name]-[hash].js" },
  },
  {
    ...everyBuild,
    input: named(conformance),
    external: /^[^./]/,
    output: {
      dir: "dist",
      format: "esm",
      sourcemap: true,
      entryFileNames: "[name].mjs",
      chunkFileNames: "lab/conformance/chunks/[name]-[hash].mjs",
    },
  },
  {
    ...everyBuild,
    platform: "browser",
    input: named(["lab/conformance/stacks/page.ts"]),
    output: { dir: "dist", format: "iife" },
  },
  {
    ...everyBuild,
    input: "node_modules/y-webrtc/bin/server.js",
    output: { file: "dist/lab/actors/app/yWebrtcServer.mjs", format: "esm" },
  },
  ...appPages.map((page) => ({
    ...everyBuild,
    input: `${page}.js`,
    platform: "browser",
    output: { file: `dist/${page}.page.js`, format: "iife" },
  })),
];

/** Puts `name.js` beside each `name.bundle.cjs`: the program, which has lab/tools/load.cjs run the bundle. */
function startedByLoader() {
  return {
    name: "started-by-loader",
    generateBundle(_options, bundle) {
      const emit = (fileName, source) => this.emitFile({ type: "asset", fileName, source });
      emit("lab/tools/load.cjs", readFileSync("lab/tools/load.cjs"));
      emit("lab/package.json", '{ "type": "commonjs" }');
      for (const { isEntry, fileName } of Object.values(bundle)) {
        if (!isEntry) continue;
        const loader = relative(dirname(fileName), "lab/tools/load.cjs");
        emit(
          fileName.replace("bundle.cjs", "js"),
          `#!/usr/bin/env node\nrequire("./${loader}")(__filename.replace(/js$/, "bundle.cjs"));\n`,
        );
      }
    },
  };
}
