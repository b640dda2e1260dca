import { spawn } from "node:child_process";
import { once } from "node:events";

// Types and lint beside the tests, whose first half minute is one batch of calls that wait more than they compute.
// Options after -- are the tests'.
const results = await Promise.all([
  quietly("tsc", ["--noEmit"]),
  quietly("biome", ["check", "."]),
  ended(spawn("mocha", process.argv.slice(2), { stdio: "inherit" })),
]);
process.exitCode = Math.max(...results);

/** @param {string} program @param {string[]} words */
async function quietly(program, words) {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding("utf8").on("data", (text) => {
      said += text;
    });
  }
  const code = await ended(child);
  // At once: whoever waits for the tests should know that they wait in vain.
  if (code !== 0) process.stderr.write(`${program} ${words.join(" ")}:\n${said}\n`);
  return code;
}

/** @param {import("node:child_process").ChildProcess} child @returns {Promise<number>} */
async function ended(child) {
  const [code] = await once(child, "close");
  return code ?? 1;
}
