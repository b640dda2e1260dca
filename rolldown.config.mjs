import { existsSync, readdirSync } from "node:fs";

// The lab runs as bundles: with four actor processes on few cores, resolving and
// reading hundreds of small modules would be most of a run's time.
const actors = ["peer", "server", "network"].map((name) => `lab/actors/${name}.ts`);
const labEntries = ["lab/cli.ts", ...actors, "src/index.ts"].filter((path) => existsSync(path));

const testEntries = readdirSync("test", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => `test/${name}`);

const named = (paths) => Object.fromEntries(paths.map((path) => [path.replace(/\.tsx?$/, ""), path]));

const configs = [
  {
    input: named(labEntries),
    platform: "node",
    output: { dir: "dist", format: "esm", sourcemap: true, chunkFileNames: "chunks/[name]-[hash].js" },
  },
  {
    input: named(testEntries),
    platform: "node",
    external: /^[^./]/, // tests load packages as a user's project would
    output: { dir: "dist", format: "esm", sourcemap: true, chunkFileNames: "test/chunks/[name]-[hash].js" },
  },
];

export default configs.filter(({ input }) => Object.keys(input).length > 0);
