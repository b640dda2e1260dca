import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { FEATURES } from "./features/index.ts";
import { STACK_IDS, type StackId } from "./stacks.ts";

export interface Arguments {
  readonly stacks: readonly StackId[];
  /** By id. */
  readonly features: readonly string[];
  readonly attacks: boolean;
  readonly out: string;
  readonly parallel: number;
}

export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const HELP = `npm run conformance [-- --stacks A,B] [--features X,Y] [--long] [--no-attacks] [--out DIR]
  Every ordered pair of the stacks, every feature: directly, and through the interceptor. Then each attack on each stack.
  --stacks    ${STACK_IDS.join(", ")}
  --features  ${FEATURES.map(({ id }) => id).join(", ")}
  --long      also what takes long (${FEATURES.filter(({ long }) => long)
    .map(({ id }) => id)
    .join(", ")})
  --no-attacks  leaves the second table out
  --out       where conformance.html and conformance.json go; left out: reports
  --parallel  pairs at a time; left out: as many as there are processors`;

/** @throws UsageError with one line. */
export function readArguments(words: readonly string[]): Arguments | "help" {
  const { values } = parsed(words);
  if (values.help) return "help";
  const features = FEATURES.filter(({ long }) => values.long || !long).map(({ id }) => id);
  return {
    stacks: chosen("--stacks", values.stacks, STACK_IDS),
    features:
      values.features === undefined
        ? features
        : chosen(
            "--features",
            values.features,
            FEATURES.map(({ id }) => id),
          ),
    attacks: !values["no-attacks"],
    out: values.out,
    parallel: countFrom(values.parallel),
  };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        stacks: { type: "string" },
        features: { type: "string" },
        long: { type: "boolean", default: false },
        "no-attacks": { type: "boolean", default: false },
        out: { type: "string", default: "reports" },
        parallel: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** In the table's order. */
function chosen<T extends string>(
  option: string,
  text: string | undefined,
  known: readonly T[],
): readonly T[] {
  if (text === undefined) return known;
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !known.some((id) => id === name));
  if (unknown !== undefined)
    throw new UsageError(`${option} has no "${unknown}"; there are ${known.join(", ")}`);
  return known.filter((id) => names.includes(id));
}

function countFrom(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new UsageError(`--parallel takes a whole number from 1 on, not "${text}"`);
  return count;
}
