import { readdirSync, readFileSync } from "node:fs";
import { dirname, relative } from "node:path/posix";

// The lab runs as bundles: with four actor processes on few cores, resolving and
// reading hundreds of small modules would be most of a run's time.
const actors = ["peer/peer", "server/server", "network/network"].map((name) => `lab/actors/${name}.ts`);
const bench = ["bench", "bulkPeer", "surveyFile", "grindingWorker"].map(
  (name) => `lab/tools/bench/${name}.ts`,
);
const programs = ["lab/cli/main.ts", "lab/tools/catalogue.ts", ...actors, ...bench];

const testEntries = readdirSync("test", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(test|program)\.ts$/.test(name)) // a program is started by a test, in a process of its own
  .map((name) => `test/${name}`);

const named = (paths) => Object.fromEntries(paths.map((path) => [path.replace(/\.tsx?$/, ""), path]));

export default [
  {
    input: named(programs),
    platform: "node",
    resolve: { mainFields: ["module", "main"] }, // ES modules where a package has both: only those can be shaken
    plugins: [startedByLoader()],
    output: {
      dir: "dist",
      format: "cjs",
      sourcemap: true,
      entryFileNames: "[name].bundle.cjs",
      chunkFileNames: "lab/chunks/[name]-[hash].cjs",
    },
  },
  {
    input: named(["lab/library/index.ts"]),
    platform: "node",
    external: /^[^./]/, // the interceptor and the user's own peers must share one WebRTC stack
    output: {
      dir: "dist",
      format: "esm",
      sourcemap: true,
      entryFileNames: "[name].mjs", // beside the programs, which it starts and which are no ES modules
      chunkFileNames: "lab/chunks/[name]-[hash].mjs",
    },
  },
  {
    input: named(testEntries),
    platform: "node",
    external: /^[^./]/, // tests load packages as a user's project would
    output: { dir: "dist", format: "esm", sourcemap: true, chunkFileNames: "test/chunks/[name]-[hash].js" },
  },
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
          `require("./${loader}")(__filename.replace(/js$/, "bundle.cjs"));\n`,
        );
      }
    },
  };
}
