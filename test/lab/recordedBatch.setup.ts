import { shareBatch } from "./recordedBatch.ts";

/** Mocha calls it once, before it starts the processes that the tests run in. */
export async function mochaGlobalSetup(): Promise<void> {
  await shareBatch();
}
