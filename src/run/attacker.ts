import type { EventOf } from "../trace/events.ts";

/** Who attacks a call: the signalling server itself, or somebody on a path, between the peers or to the server. */
export type Attacker = "server" | "path";

export function attackerIn({ attacker }: EventOf<"call-started">): Attacker | undefined {
  switch (attacker) {
    case "signalling":
      return "server";
    case "signalling-path":
    case "path":
      return "path";
    case undefined:
      return undefined;
  }
}
