import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import config from "../../rolldown.config.mjs";

// As `rolldown -c` does, without its list of a thousand files. It takes the old tests away first: one that was
// renamed would go on being run. The programs stay: a run that is under way still loads from them.
process.chdir(fileURLToPath(new URL("../../", import.meta.url)));
rmSync("dist/test", { recursive: true, force: true });
try {
  await build(config);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
