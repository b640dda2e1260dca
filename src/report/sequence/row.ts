import type { Basis } from "../../contract/basis.ts";
import type { Attacker } from "../../run/attacker.ts";
import { type EndName, isPeer, type PeerName } from "../../trace/parties.ts";
import type { Owner } from "../model/parties.ts";

/** Where something happens in the picture. The legs are the two edges of whoever attacks: the server, or somebody on the path. */
export type Lane =
  | PeerName
  | "server"
  | "server-alice-leg"
  | "server-bob-leg"
  | "path"
  | "path-alice-leg"
  | "path-bob-leg";

/** The lane of one end of a connection, in a call with this attacker. */
export function laneOf(end: EndName, attacker: Attacker | undefined): Lane {
  if (isPeer(end)) return end;
  return `${attacker ?? "server"}-${end}`;
}

/** Could this party see the content? "unknown": its log may be incomplete. */
export type Sight = "open" | "closed" | "unknown" | "nothing";

interface Placed {
  /** Milliseconds since the run started. */
  readonly at: number;
  /** What the row rests on: a trace line, or a packet where only the capture shows it. */
  readonly source: Basis[number];
}

export interface Heading extends Placed {
  readonly kind: "heading";
  readonly attacker: Attacker | undefined;
  readonly text: string;
}

/** Datagrams that the recorder kept, by what they hold. One datagram may hold records of both kinds. */
export interface Kept {
  readonly clear: number;
  readonly mixed: number;
  readonly encrypted: number;
}

/** Something that went from one lane to another. */
export interface Arrow extends Placed {
  readonly kind: "arrow";
  readonly medium: "signalling" | "ice" | "dtls" | "out-of-band";
  readonly from: Lane;
  readonly to: Lane;
  readonly bothWays: boolean;
  readonly text: string;
  /** What an attacker made different on the way, in a word. */
  readonly changed: string | undefined;
  /** A certificate that this flight shows: whose it is, and its short fingerprint. */
  readonly certificate: { readonly owner: Owner; readonly short: string } | undefined;
  /** What the recorder kept of it. Undefined: it never crossed the network actor. */
  readonly recorded: Kept | undefined;
  /** Candidates come in crowds and may be folded. */
  readonly isCandidate: boolean;
}

/** A message of the peers' conversation, and what each party could see of it. */
export interface Message extends Placed {
  readonly kind: "message";
  readonly from: PeerName;
  readonly to: PeerName;
  readonly attacker: Attacker | undefined;
  readonly text: string;
  /** The attacker said it in the name of `from`, by its own word: it begins at the attacker. */
  readonly injected: boolean;
  readonly bytes: number;
  /** The attacker of the call; without one, the server. */
  readonly onTheWay: Sight;
  /** The recorder on the network, who sees the datagrams only. */
  readonly recorder: Sight;
  readonly receiver: Sight;
  /** What the receiver got instead of it. */
  readonly replacement: string | undefined;
}

export interface Note extends Placed {
  readonly kind: "note";
  readonly lane: Lane;
  readonly text: string;
  readonly tone: "plain" | "good" | "bad";
}

/** A stretch that is told in one line. */
export interface Fold extends Placed {
  readonly kind: "fold";
  readonly text: string;
}

export type Row = Heading | Arrow | Message | Note | Fold;
