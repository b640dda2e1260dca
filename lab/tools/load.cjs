const { readFileSync, renameSync, statSync, writeFileSync } = require("node:fs");
const { createRequire, wrap } = require("node:module");
const { dirname } = require("node:path");
const { Script } = require("node:vm");

/** @type {Map<string, unknown>} the exports of the files that this process has loaded, by path */
const loaded = new Map();
/** @type {(() => void)[]} what is left to write when this process ends well */
const fresh = [];
process.once("exit", (code) => {
  if (code === 0) for (const write of fresh) write();
});

/**
 * Runs a bundle, and the chunks that it requires, from the code that V8 compiled for an earlier process: with four
 * actors on few cores, compiling would be a third of a run. The compiled code stands beside the bundle; a process
 * that ends well writes it when there was none for this bundle and this Node. (From version 22.1 on Node could do it.)
 * @param {string} file an absolute path
 */
module.exports = function load(file) {
  if (loaded.has(file)) return loaded.get(file);
  // Before the reading: should a build come in between, the key must be the one that is out of date.
  const { mtimeMs, size } = statSync(file);
  const source = readFileSync(file, "utf8");
  // V8 itself holds no more than the length of the source against the compiled code.
  const key = Buffer.from(`${process.version} ${process.arch} ${mtimeMs} ${size}`.padEnd(KEY_BYTES));
  const cachedData = readCompiled(`${file}.v8`, key);
  const script = new Script(wrap(source), { filename: file, ...(cachedData && { cachedData }) });
  if (!cachedData || script.cachedDataRejected) {
    fresh.push(() => writeCompiled(`${file}.v8`, [key, script.createCachedData()]));
  }
  const outside = createRequire(file);
  /** @param {string} name */
  const require = (name) => (name.startsWith(".") ? load(outside.resolve(name)) : outside(name));
  const module = { exports: {} };
  loaded.set(file, module.exports);
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  return module.exports;
};

const KEY_BYTES = 64;

/** @param {string} path @param {Buffer} key */
function readCompiled(path, key) {
  try {
    const content = readFileSync(path);
    return key.equals(content.subarray(0, KEY_BYTES)) ? content.subarray(KEY_BYTES) : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} path @param {Buffer[]} parts */
function writeCompiled(path, parts) {
  try {
    writeFileSync(`${path}.${process.pid}`, Buffer.concat(parts));
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A folder that cannot be written costs time, nothing else.
  }
}
