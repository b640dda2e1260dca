import { posix } from "node:path";
import { parseSync } from "rolldown/utils";
import { circlesOf } from "./circles.ts";

/** Packages that compute and nothing else. */
const PURE_PACKAGES = ["valibot", "preact", "preact-render-to-string", "sdp-transform"];
/** Of node's own modules those that compute. What node:crypto offers of randomness is looked for by name. */
const PURE_MODULES = ["node:crypto", "node:zlib"];

const WORLD = ["process", "performance", "setTimeout", "setInterval", "setImmediate", "fetch", "WebSocket"];
const ESCAPES = ["console", "globalThis", "eval", "require"];
const RANDOMNESS = [
  "randomBytes",
  "randomInt",
  "randomUUID",
  "randomFillSync",
  "getRandomValues",
  "generateKeyPairSync",
];
const MEMBERS = [
  ["Date", "now"],
  ["Math", "random"],
] as const;

/** An import statement, as its file has it. `type` imports vanish when the program is built. */
interface Import {
  readonly target: string;
  readonly type: boolean;
}

/**
 * Holds the borders of the house against files (path from the project's root → text). Returns one sentence for
 * each crossing: the file, what it does, and what to do instead.
 */
export function crossings(files: Readonly<Record<string, string>>): string[] {
  const imports = new Map<string, Import[]>();
  const found: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const { program, errors } = parseSync(path, text);
    if (errors.length > 0) {
      found.push(`${path} cannot be parsed: ${errors[0]?.message}`);
      continue;
    }
    imports.set(path, importsOf(program, path));
    if (path.startsWith("src/")) {
      found.push(
        ...usesOf(program).map(
          (name) => `${path} uses ${name}: src is pure; let the lab do it and pass the result as an argument`,
        ),
      );
    }
  }
  for (const [path, targets] of imports) {
    for (const { target } of targets) {
      const fault = faultOf(path, target);
      if (fault !== undefined) found.push(`${path} imports ${target}: ${fault}`);
    }
    found.push(
      ...waysTo(path, imports, isIntention, isGrading, NO_INTENTION),
      ...waysTo(path, imports, isRunner, (from) => from.startsWith("lab/files/"), NO_RUNNER),
    );
  }
  const targets = [...imports].map(([path, of]) => [path, of.map(({ target }) => target)] as const);
  for (const circle of circlesOf(new Map(targets)))
    found.push(`${[...circle, circle[0]].join(" imports ")}: ${NO_CIRCLE}`);
  return found;
}

/** Also of types alone: such files can only be understood together. */
const NO_CIRCLE = "no file needs itself; put what these need of each other into a file of its own";

const NO_INTENTION = "nothing grades by intention; judge from trace and capture alone";

const NO_RUNNER = "what reads finished runs starts no actor; keep it apart from the runner";

/** What each part of the lab may not know. */
const LAB_RULES: readonly { from: RegExp; never: RegExp; instead: string }[] = [
  {
    from: /^lab\/actors\//,
    never: /^lab\/(cli|files|instruments|library|tools|run\/(?!harnessError))/,
    instead: "an actor knows its orders and nothing of who gives them; put what both need into lab/actors",
  },
  {
    from: /^lab\/actors\/(?!peer\/werift|guards\/|attacker\/|localCertificate)/,
    never: /^werift/,
    instead: "only werift's adapter, the guards and the legs know the stack; speak to the Endpoint port",
  },
  {
    from: /^lab\/instruments\//,
    never: /^lab\/(?!instruments\/|actors\/protocol)/,
    instead: "an instrument watches from outside; take what it needs as an argument",
  },
  {
    from: /^lab\/browser\//,
    never: /^lab\/(?!browser\/|instruments\/findProgram)/,
    instead: "a browser knows nothing of the lab; take what it needs as an argument",
  },
  {
    from: /^lab\/run\//,
    never: /^lab\/(cli|library|tools)\//,
    instead: "a run does not know who asked for it; take it as an argument",
  },
];

function faultOf(path: string, target: string): string | undefined {
  const inside = (folder: string) => target.startsWith(`${folder}/`);
  if (path.startsWith("lab/"))
    return LAB_RULES.find(({ from, never }) => from.test(path) && never.test(target))?.instead;
  if (isEvents(target) && (path.startsWith("src/verdict/") || path.startsWith("src/report/")))
    return "one reader of events is enough; read the model, src/run/run.ts";
  if (path.startsWith("scenarios/")) {
    return inside("src") || inside("scenarios")
      ? undefined
      : "a scenario says what happens, not how; it may import src and other scenarios only";
  }
  if (isGrading(path) && isIntention(target)) return NO_INTENTION;
  if (inside("src") || PURE_MODULES.includes(target)) return undefined;
  if (PURE_PACKAGES.some((name) => target === name || target.startsWith(`${name}/`))) return undefined;
  return "src is pure and may import src only; take what it needs as an argument";
}

/** What a file loads, it could look at: also over other files, as far as the imports are left in the program. */
function waysTo(
  start: string,
  imports: ReadonlyMap<string, readonly Import[]>,
  isForbidden: (path: string) => boolean,
  isHeldToIt: (path: string) => boolean,
  why: string,
): string[] {
  if (!isHeldToIt(start)) return [];
  const before = new Map<string, string>();
  const pending = [start];
  const found: string[] = [];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const { target, type } of imports.get(path) ?? []) {
      if (type || target === start || before.has(target)) continue;
      before.set(target, path);
      if (isForbidden(target) && path !== start) {
        found.push(`${start} reaches ${target} over ${path}: ${why}`);
      } else if (!isForbidden(target)) pending.push(target);
    }
  }
  return found;
}

function isRunner(path: string): boolean {
  return path === "lab/run/run.ts" || path.startsWith("lab/actors/");
}

/** Parties, alarm codes and link failures are words that everybody shares; events and their codec are not. */
function isEvents(path: string): boolean {
  return /^src\/trace\/(events|codec|facts\/.*)\.ts$/.test(path);
}

function isGrading(path: string): boolean {
  return path.startsWith("src/run/") || path.startsWith("src/verdict/") || path.startsWith("src/report/");
}

function isIntention(path: string): boolean {
  return path.startsWith("src/attacks/") || path.startsWith("src/defences/");
}

function importsOf(program: unknown, path: string): Import[] {
  return nodesOf(program).flatMap((node): Import[] => {
    const { type, source } = node;
    const isImport =
      type === "ImportDeclaration" ||
      type === "ExportAllDeclaration" ||
      type === "ExportNamedDeclaration" ||
      type === "ImportExpression" ||
      type === "TSImportType";
    if (!isImport || !isNode(source)) return [];
    const name = typeof source.value === "string" ? source.value : "a computed name";
    const target = name.startsWith(".") ? posix.join(posix.dirname(path), name) : name;
    const vanishes = type === "TSImportType" || node.importKind === "type" || node.exportKind === "type";
    return [{ target, type: vanishes }];
  });
}

function usesOf(program: unknown): string[] {
  const uses = new Set<string>();
  visit(program, (node, parent, key) => {
    if (node.type === "NewExpression" && isNamed(node.callee, "Date") && isEmpty(node.arguments))
      uses.add("new Date()");
    if (node.type === "MemberExpression") {
      for (const [object, property] of MEMBERS) {
        if (isNamed(node.object, object) && isNamed(node.property, property))
          uses.add(`${object}.${property}`);
      }
    }
    if (node.type !== "Identifier" || typeof node.name !== "string") return;
    if (RANDOMNESS.includes(node.name)) uses.add(node.name);
    // A property of that name belongs to some object of ours.
    const isProperty =
      (key === "property" || key === "key") && parent?.computed !== true && parent?.shorthand !== true;
    const isType = parent?.type.startsWith("TS") === true && key !== "expression";
    if (!isProperty && !isType && [...WORLD, ...ESCAPES].includes(node.name)) uses.add(node.name);
  });
  return [...uses];
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function nodesOf(program: unknown): Node[] {
  const nodes: Node[] = [];
  visit(program, (node) => nodes.push(node));
  return nodes;
}

function visit(
  value: unknown,
  see: (node: Node, parent: Node | undefined, key: string) => void,
  parent?: Node,
  key = "",
): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see, parent, key);
  } else if (isNode(value)) {
    see(value, parent, key);
    for (const [name, inner] of Object.entries(value)) visit(inner, see, value, name);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function isNamed(value: unknown, name: string): boolean {
  return isNode(value) && value.type === "Identifier" && value.name === name;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
