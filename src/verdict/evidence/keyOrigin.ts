import { type Basis, linesOf } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { foundIn, isSearchedEverywhere } from "../../run/memory.ts";
import type { Run } from "../../run/run.ts";
import { ACTOR_NAMES, type PeerName } from "../../trace/parties.ts";

type KeyOrigin = Evidence["keyOrigin"]["alice"];

/**
 * Where the private key of the peer's certificate was made. "own-process" needs all of this: the process that reported
 * making it is the one that was started as this peer, nothing that the server had sent it before has the key, and the
 * memory search found the key in this peer and in no other actor. It does not prove that nobody outside the four actors
 * had the key, or that a process did not hold it between its making and the search and forget it.
 */
export function keyOrigin({ keyHistories, memory, facts, stacks }: Run, peer: PeerName): KeyOrigin {
  const history = keyHistories.find((candidate) => candidate.peer === peer);
  if (!history) return finding("unknown", `no trace of how ${ACTOR_NAMES[peer]} came to its key`, []);
  const { certificate, key, madeByItself, received, handedOver } = history;
  const { made } = certificate;
  const basis: Basis = [...linesOf(made ?? certificate, received), ...handedOver];
  if (received)
    return finding(
      "elsewhere",
      `${ACTOR_NAMES[received.from]} made the key and handed it to ${ACTOR_NAMES[peer]}`,
      basis,
    );
  if (handedOver.length > 0)
    return finding(
      "elsewhere",
      `the server had sent ${ACTOR_NAMES[peer]} this key before ${ACTOR_NAMES[peer]} had it`,
      basis,
    );
  if (!made) return finding("unknown", `nobody reported that it made ${ACTOR_NAMES[peer]}'s key`, basis);
  if (!madeByItself) {
    const actor = facts["actor-started"].find(({ pid }) => pid === made.pid)?.name;
    const maker = actor === undefined ? "no actor" : ACTOR_NAMES[actor];
    return finding(
      "elsewhere",
      `process ${made.pid}, which is ${maker}'s, reported that it made the key`,
      basis,
    );
  }
  const reported = `process ${made.pid}, which is ${ACTOR_NAMES[peer]}'s, reported that it made the key`;
  if (!key)
    return finding(
      "unknown",
      `${stacks[peer]?.name ?? "the stack"} gives its key to nobody, so it cannot be searched for, and where it was made is its own word; ${reported}`,
      basis,
    );
  if (memory.missing !== undefined) return finding("unknown", `${memory.missing}; ${reported}`, basis);
  const row = memory.secrets.find(({ secret }) => secret.id === key.id);
  if (!row || !isSearchedEverywhere(row))
    return finding("unknown", `memory was not searched for this key; ${reported}`, basis);
  const searched: Basis = [...basis, ...row.secret.basis, ...memory.searches.map(({ seq }) => seq)];
  const others = foundIn(row).filter((actor) => actor !== peer);
  if (others.length > 0)
    return finding(
      "elsewhere",
      `the key was in the memory of ${others.map((actor) => ACTOR_NAMES[actor]).join(" and ")}`,
      searched,
    );
  if (!memory.works || !memory.ofTheActors)
    return finding("unknown", `the memory search failed its own control; ${reported}`, searched);
  if (foundIn(row).length === 0)
    return finding(
      "unknown",
      `the search did not find the key even in ${ACTOR_NAMES[peer]}'s memory`,
      searched,
    );
  const laterMs = (memory.searches[0]?.at ?? 0) - made.at;
  return finding(
    "own-process",
    `${reported}; ${laterMs.toFixed(0)} ms later the key was in ${ACTOR_NAMES[peer]}'s memory and in no other actor's, and the server had sent ${ACTOR_NAMES[peer]} nothing that holds it`,
    searched,
  );
}

function finding(value: KeyOrigin["value"], because: string, basis: Basis): KeyOrigin {
  return { value, because, basis };
}
