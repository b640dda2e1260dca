import type { ComponentChildren } from "preact";
import { PEER_NAMES } from "../../../trace/parties.ts";
import type { Arrow, Lane } from "../../sequence/row.ts";

/**
 * Who to whom, by what. In the sequence diagram an arrow says this to the eye and these words to a screen reader; in the list
 * that small screens get, everybody reads them.
 */
export function Route({ children }: { children: ComponentChildren }) {
  return <span class="route">{children}: </span>;
}

export const LANE_NAMES: Readonly<Record<Lane, string>> = {
  ...PEER_NAMES,
  server: "the server",
  "server-alice-leg": "the server’s leg to Alice",
  "server-bob-leg": "the server’s leg to Bob",
  path: "the attacker on the path",
  "path-alice-leg": "the attacker’s leg to Alice",
  "path-bob-leg": "the attacker’s leg to Bob",
};

export const MEDIA: Readonly<Record<Arrow["medium"] | "message", string>> = {
  signalling: "signalling",
  ice: "ICE",
  dtls: "DTLS handshake",
  message: "message, encrypted",
  "out-of-band": "out of band",
};
