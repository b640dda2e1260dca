import { spawnSync } from "node:child_process";

export interface Executed {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, in a directory. Variables that npm sets for its scripts are kept from it: a user's shell has none. */
export function execute(directory: string, program: string, ...words: readonly string[]): Executed {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(?:npm_(?:package|lifecycle|command|execpath|node|config_local_prefix)|INIT_CWD$)/i.test(name),
    ),
  );
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: directory,
    env,
    encoding: "utf8",
    timeout: 300_000,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** The same, for a program that must succeed. Its standard output. @throws Error with all that it wrote when it does not. */
export function succeed(directory: string, program: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = execute(directory, program, ...words);
  if (status !== 0) throw new Error(`${[program, ...words].join(" ")}: exit ${status}\n${stdout}${stderr}`);
  return stdout;
}
