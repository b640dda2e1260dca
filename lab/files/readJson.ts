import * as v from "valibot";
import { readRegularFile } from "./readRegularFile.ts";

/** Any directory may stand beside the runs, and anything in it may have a name that the lab uses. */
const MAX_BYTES = 16 << 20;

/** Undefined where there is no such file, or it is not what the schema says. */
export function readJson<const S extends v.GenericSchema>(
  file: string,
  schema: S,
): v.InferOutput<S> | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(readRegularFile(file, MAX_BYTES).toString("utf8")));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
