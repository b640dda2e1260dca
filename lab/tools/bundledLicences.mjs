import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Puts a file beside the bundles with the licence of every package that they contain: MIT and its kin ask for that
 * wherever the code goes, and bundles go into the package of the lab.
 * @param {string} fileName
 * @throws Error when a bundled package says nothing of its licence.
 */
export function bundledLicences(fileName) {
  return {
    name: "bundled-licences",
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap(({ modules = {} }) => Object.keys(modules));
      const folders = [...new Set(modules.flatMap(packageFolder))].sort();
      if (folders.length > 0) {
        this.emitFile({
          type: "asset",
          fileName,
          source: folders.map(licence).join(`\n${"-".repeat(80)}\n\n`),
        });
      }
    },
  };
}

/** @param {string} path of a module: below the innermost node_modules that holds packages, as some packages have one in their sources */
function packageFolder(path) {
  const folder = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(path)?.[1];
  if (folder === undefined) return [];
  return existsSync(join(folder, "package.json")) ? [folder] : packageFolder(dirname(folder));
}

/** @param {string} folder */
function licence(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? named(manifest) : readFileSync(join(folder, file), "utf8").trim();
  return `${manifest.name} ${manifest.version}\n\n${text}\n`;
}

/** Some packages only say which licence they are under. */
function named({ name, license, author, repository }) {
  if (typeof license !== "string") throw new Error(`${name} is bundled and says nothing of its licence`);
  return `${license}, by ${author?.name ?? author}: ${repository?.url ?? repository}`;
}
