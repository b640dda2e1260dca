import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "../browser/findBrowser.ts";
import { findProgram } from "../instruments/findProgram.ts";
import type { Command } from "./lineProcess.ts";

export const STACK_IDS = [
  "werift",
  "node-datachannel",
  "wrtc",
  "chromium",
  "firefox",
  "aiortc",
  "gstreamer",
  "pion",
] as const;
export type StackId = (typeof STACK_IDS)[number];

export const STACK_TITLES: Readonly<Record<StackId, string>> = {
  werift: "werift",
  "node-datachannel": "node-datachannel",
  wrtc: "@roamhq/wrtc",
  chromium: "Chromium",
  firefox: "Firefox",
  aiortc: "aiortc",
  gstreamer: "GStreamer",
  pion: "Pion",
};

/** It offers no loopback address, and pairs none of its own with one. */
export const NEEDS_OWN_ADDRESS: readonly StackId[] = ["firefox"];

export type FoundStack =
  | { readonly command: Command }
  | { readonly command: undefined; readonly missing: string };

// The build: dist/lab/conformance/. What is not JavaScript stays beside the source.
const BUILT = new URL("./", import.meta.url);
const SOURCES = new URL("../../../lab/conformance/stacks/", BUILT);

export const INTERCEPTOR: Command = node("interceptor.mjs");

/**
 * How a stack's process is started on this machine, or what is missing. `temporary` takes what has to be compiled.
 */
export function findStack(id: StackId, temporary: string): FoundStack {
  switch (id) {
    case "werift":
      return { command: node("stacks/werift.mjs") };
    case "node-datachannel":
      return nodePackage("node-datachannel", "stacks/nodeDatachannel.mjs");
    case "wrtc":
      return nodePackage("@roamhq/wrtc", "stacks/wrtc.mjs");
    case "chromium":
    case "firefox": {
      const found = findBrowser(id);
      if (found.path === undefined) return missing(found.missing);
      const { program, words } = node("stacks/browser.mjs");
      return { command: { program, words: [...words, id] } };
    }
    case "aiortc":
      return python("import aiortc", "aiortc_peer.py", "aiortc for Python (Debian: python3-aiortc)");
    case "gstreamer":
      return python(
        GSTREAMER,
        "gstreamer_peer.py",
        "GStreamer's webrtcbin for Python (Debian: python3-gi, gir1.2-gst-plugins-bad-1.0, gstreamer1.0-plugins-bad, gstreamer1.0-nice)",
      );
    case "pion":
      return pion(temporary);
  }
}

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "webrtc-mitm-lab-conformance-"));
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function node(path: string): Command {
  return { program: process.execPath, words: ["--enable-source-maps", fileURLToPath(new URL(path, BUILT))] };
}

function missing(what: string): FoundStack {
  return { command: undefined, missing: what };
}

function nodePackage(name: string, path: string): FoundStack {
  try {
    // It also tells whether there is a build for this machine.
    createRequire(import.meta.url)(name);
    return { command: node(path) };
  } catch {
    return missing(`the package ${name} is not installed, or not for this machine`);
  }
}

const GSTREAMER = `
import gi
gi.require_version("GstWebRTC", "1.0")
from gi.repository import Gst
Gst.init(None)
assert Gst.ElementFactory.find("webrtcbin") and Gst.ElementFactory.find("nicesrc")`;

/** The distribution's Python beside the first in the path: that is the one with the distribution's packages. */
function python(test: string, file: string, what: string): FoundStack {
  for (const program of [findProgram("python3"), "/usr/bin/python3"]) {
    if (program === undefined || !existsSync(program)) continue;
    if (spawnSync(program, ["-c", test], { stdio: "ignore" }).status === 0)
      return { command: { program, words: ["-u", fileURLToPath(new URL(file, SOURCES))] } };
  }
  return missing(what);
}

const GOPATH = "/usr/share/gocode";

function pion(temporary: string): FoundStack {
  const go = findProgram("go");
  if (go === undefined || !existsSync(`${GOPATH}/src/github.com/pion/webrtc`))
    return missing("Pion's source and Go (Debian: golang-go, golang-github-pion-webrtc.v3-dev)");
  const program = join(temporary, "pion-peer");
  const built = spawnSync(go, ["build", "-o", program, "."], {
    cwd: fileURLToPath(new URL("pion/", SOURCES)),
    // Go's own cache makes all but the first build short.
    env: { ...process.env, GOPATH, GO111MODULE: "off", GOFLAGS: "" },
    encoding: "utf8",
  });
  if (built.status !== 0) return missing(`Pion does not build: ${built.stderr.trim().split("\n").at(-1)}`);
  return { command: { program, words: [] } };
}
