import { join } from "node:path";
import { type StackMatrix, stackMatrixSchema } from "../../src/report/model/stackMatrix.ts";
import { readJson } from "./readJson.ts";

/** What `npm run conformance` left in `out`: which attack which stack refuses. Undefined where it has not run. */
export function readStackMatrix(out: string): StackMatrix | undefined {
  return readJson(join(out, "conformance.json"), stackMatrixSchema);
}
