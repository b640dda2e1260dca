import { promises as resolver } from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";

/** Lets werift see other network interfaces while `action` runs. */
export async function withInterfaces<T>(
  interfaces: ReturnType<typeof os.networkInterfaces>,
  action: () => Promise<T>,
): Promise<T> {
  const before = os.networkInterfaces;
  os.networkInterfaces = () => interfaces;
  syncBuiltinESMExports();
  try {
    return await action();
  } finally {
    os.networkInterfaces = before;
    syncBuiltinESMExports();
  }
}

/** The host names that werift wants to look up while `action` runs. None is found, so nothing leaves the machine. */
export async function namesAsked(action: () => Promise<unknown>): Promise<string[]> {
  const before = resolver.lookup;
  const asked: string[] = [];
  Reflect.set(resolver, "lookup", async (name: string) => {
    asked.push(name);
    throw new Error(`${name} is unknown here`);
  });
  try {
    await action();
  } finally {
    resolver.lookup = before;
  }
  return asked;
}
