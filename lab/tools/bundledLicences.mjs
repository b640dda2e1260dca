import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Puts a file beside the bundles with the licence of every package that they contain: MIT and its kin ask for that
 * wherever the code goes, and bundles go into the package of the lab.
 * @param {string} fileName
 * @throws Error when a bundled package comes without a licence text.
 */
export function bundledLicences(fileName) {
  return {
    name: "bundled-licences",
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap(({ modules = {} }) => Object.keys(modules));
      const folders = [...new Set(modules.flatMap(packageFolder))].sort();
      if (folders.length > 0) {
        this.emitFile({ type: "asset", fileName, source: folders.map(licence).join(`\n${"-".repeat(80)}\n\n`) });
      }
    },
  };
}

/** @param {string} path of a module: the last node_modules in it counts, and a scope is part of a name */
function packageFolder(path) {
  const found = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(path)?.[1];
  return found === undefined ? [] : [found];
}

/** @param {string} folder */
function licence(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled and has no licence file`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
