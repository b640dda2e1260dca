import { relative, resolve } from "node:path";
import { type CommandName, OPTIONS } from "./options.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The options that npm kept for itself because no `--` stood before them; it leaves them in the environment. `--quiet` and
 * `--verbose` cannot be seen: npm takes them as its own log level, which may have other reasons.
 */
export function keptByNpm(command: CommandName, environment: Environment): string[] {
  if (environment.npm_lifecycle_event !== command) return [];
  return Object.entries(OPTIONS[command]).flatMap(([name, { value }]) => {
    const kept = environment[`npm_config_${name}`];
    if (kept === undefined || kept === "" || kept === "false") return [];
    if (kept === "true") return [value === undefined ? `--${name}` : `--${name} ${value}`];
    return [`--${name}=${kept}`];
  });
}

/** A path that the user wrote, from where the user stands: npm starts a script in the lab's folder, wherever that is. */
export function fromUser(path: string, environment: Environment = process.env): string {
  return resolve(standpoint(environment), path);
}

/** A path as the user may write it: from where the user stands, or whole where that is shorter. */
export function forUser(path: string, environment: Environment = process.env): string {
  const whole = resolve(path);
  const near = relative(standpoint(environment), whole);
  return near !== "" && near.length < whole.length ? near : whole;
}

/**
 * A command of the lab as this user types it: by a script of the lab's own folder, or where the lab is installed by its
 * program.
 */
export function typed(
  command: CommandName,
  words: readonly string[] = [],
  environment: Environment = process.env,
): string {
  if (!isOurScript(environment)) return ["npx webrtc-mitm-lab", command, ...words].join(" ");
  const hasOptions = words.some((word) => word.startsWith("-"));
  return ["npm run", command, ...(hasOptions ? ["--"] : []), ...words].join(" ");
}

/** INIT_CWD says it only where npm started the lab itself: another program's npm may stand anywhere. */
function standpoint(environment: Environment): string {
  const { INIT_CWD } = environment;
  return isOurScript(environment) && INIT_CWD !== undefined ? INIT_CWD : process.cwd();
}

/** Did a script of the lab's own folder start it? */
export function isOurScript({ npm_lifecycle_event = "" }: Environment = process.env): boolean {
  return Object.keys(OPTIONS).includes(npm_lifecycle_event);
}
