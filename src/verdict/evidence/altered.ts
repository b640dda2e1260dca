import { linesOf } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { RunMessage } from "../../run/messages.ts";
import type { Run } from "../../run/run.ts";

/**
 * Were messages changed in flight? Every message that a peer received is compared, by hash, with what the other peer
 * sent on that channel. A message that never arrived was lost, not altered; one that nobody sent was invented, where the
 * attacker says so. (If it lied about that, the message that it replaced would be missing.)
 */
export function altered({ messages }: Run): Evidence["altered"] {
  const received = messages.filter(
    (message) => message.received !== undefined && message.injected === undefined,
  );
  const foreign = received.filter(isForeign);
  const counts = {
    content: foreign.filter(({ purpose }) => purpose === "content").length,
    comparison: foreign.filter(({ purpose }) => purpose === "comparison").length,
  };
  if (messages.length === 0)
    return { value: "no", ...counts, basis: [], because: "no message was ever sent" };
  if (received.length === 0)
    return {
      value: "unknown",
      ...counts,
      basis: [],
      because: "nothing that was sent arrived, so nothing can be compared",
    };
  if (foreign.length > 0)
    return {
      value: "yes",
      ...counts,
      basis: linesOf(...foreign.map((message) => message.received)),
      because: `${foreign.length} of ${received.length} messages arrived as nobody sent them`,
    };
  return {
    value: "no",
    ...counts,
    basis: linesOf(...received.slice(0, MAX_BASIS).map((message) => message.received)),
    because: `all ${received.length} messages that arrived have the hash that their sender reported`,
  };
}

const MAX_BASIS = 10;

function isForeign({ sent, received }: RunMessage): boolean {
  return received !== undefined && received.sha256 !== sent?.sha256;
}
