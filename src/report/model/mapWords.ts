import type { EndName } from "../../trace/parties.ts";
import type { CallMap, Sight, Tunnel } from "./map.ts";

/** What a party got of the content, in a few words and with the symbol of the matrix. */
export const SIGHT_WORDS: Readonly<Record<Sight, { readonly symbol: string; readonly words: string }>> = {
  read: { symbol: "◉", words: "reads content" },
  altered: { symbol: "✎", words: "reads, alters" },
  "told-apart": { symbol: "◌", words: "tells apart" },
  bytes: { symbol: "◍", words: "some bytes" },
  nothing: { symbol: "○", words: "no content" },
  unknown: { symbol: "?", words: "unknown" },
};

/** The map in sentences, for whoever cannot see it and as its caption. */
export function describeMap(map: CallMap): string[] {
  const { attacker, tunnels, sights, besideTheCall } = map;
  return [
    ...(map.of > 1 ? [`Call ${map.number} of ${map.of}.`] : []),
    whereEncryptionEnds(tunnels, attacker),
    ...(attacker === "path"
      ? [`The attacker on the path ${GOT[sights.path ?? "unknown"]}; the server is honest.`]
      : [`The server ${GOT[sights.server]}.`]),
    recorderSentence(map),
    ...(besideTheCall === undefined
      ? []
      : [`Beside the call ${besideTheCall.who} compared, and heard ${HEARD[besideTheCall.result]}.`]),
  ];
}

function whereEncryptionEnds(tunnels: readonly Tunnel[], attacker: CallMap["attacker"]): string {
  if (tunnels.every(({ state }) => state === "none")) return "No encrypted connection was begun.";
  const [first] = tunnels;
  if (tunnels.length === 1 && first) {
    return first.state === "established"
      ? "One encrypted connection, from Alice to Bob; it passes the server by."
      : `The encrypted connection from Alice to Bob ${NOT_ESTABLISHED[first.state]}.`;
  }
  const who = attacker === "path" ? "the attacker on the path" : "the server";
  if (tunnels.every(({ state }) => state === "established"))
    return `Two encrypted connections: each peer’s ends at ${who}.`;
  if (tunnels.every(({ state }) => state === "refused"))
    return `Each peer refused the connection that would have ended at ${who}.`;
  return tunnels
    .map(({ ends, state }) =>
      state === "established"
        ? `${peerIn(ends)}’s encrypted connection ends at ${who}.`
        : `${peerIn(ends)}’s connection with ${who} ${NOT_ESTABLISHED[state]}.`,
    )
    .join(" ");
}

const NOT_ESTABLISHED: Readonly<Record<Exclude<Tunnel["state"], "established">, string>> = {
  refused: "was refused",
  unfinished: "was not finished",
  none: "was never begun",
};

function peerIn([peer]: readonly EndName[]): string {
  return peer === "alice" ? "Alice" : "Bob";
}

const GOT: Readonly<Record<Sight, string>> = {
  read: "read content",
  altered: "read content and altered it",
  "told-apart": "told messages apart without reading them",
  bytes: "can tell some bytes",
  nothing: "read no content",
  unknown: "may have read content: this run cannot tell",
};

function recorderSentence(map: CallMap): string {
  const { sights, opensForAttacker } = map;
  switch (sights.recorder) {
    case "read":
      return "The recording opened, with what the operator holds.";
    case "told-apart":
      return "The recorder has ciphertext only; its sizes and times told messages apart.";
    case "bytes":
      return "The recorder has ciphertext, in which a nonce comes twice: some bytes follow without any key.";
    case "unknown":
      return "Whether the recording can be read, this run cannot tell.";
    case "altered":
    case "nothing":
      return opensForAttacker
        ? "The recorder has ciphertext, which opens with the keys of the attacker’s own legs."
        : `The recorder has ${KEPT_WORDS[keptOf(map)]}.`;
  }
}

/** What the recorder has of a call that it cannot read. */
export function keptOf({ tunnels }: Pick<CallMap, "tunnels">): keyof typeof KEPT_WORDS {
  if (tunnels.some(({ state }) => state === "established")) return "ciphertext";
  return tunnels.some(({ state }) => state !== "none") ? "handshakes" : "nothing";
}

export const KEPT_WORDS = {
  ciphertext: "ciphertext only",
  handshakes: "handshakes only",
  nothing: "no DTLS at all",
} as const;

const HEARD: Readonly<Record<NonNullable<CallMap["besideTheCall"]>["result"], string>> = {
  same: "what was expected",
  different: "something other than what was expected",
};
