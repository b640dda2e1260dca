import type { PeerName } from "../../trace/parties.ts";
import type { Basis } from "../../verdict/contract.ts";
import type { Party } from "../model/parties.ts";

/** Where something happens in the picture. The legs are the two edges of an attacking server. */
export type Lane = "alice" | "alice-leg" | "server" | "bob-leg" | "bob";

/** Where the attacker of a call stands: it is the signalling server, or somebody on the path between the peers. */
export type Attacker = "server" | "path";

/** Could this party see the content? "unknown": its log may be incomplete. */
export type Sight = "open" | "closed" | "unknown" | "nothing";

interface Moment {
  /** Milliseconds since the run started. */
  readonly at: number;
  /** What the row rests on: a trace line, or a packet where only the capture shows it. */
  readonly source: Basis[number];
}

export interface Heading extends Moment {
  readonly kind: "heading";
  readonly attacker: Attacker | undefined;
  readonly text: string;
}

/** Something that went from one lane to another. */
export interface Arrow extends Moment {
  readonly kind: "arrow";
  readonly medium: "signalling" | "ice" | "dtls" | "out-of-band";
  readonly from: Lane;
  readonly to: Lane;
  readonly bothWays: boolean;
  readonly text: string;
  /** What an attacker made different on the way, in a word. */
  readonly changed: string | undefined;
  /** A certificate that this flight shows: whose it is, and its short fingerprint. */
  readonly certificate: { readonly owner: Party; readonly short: string } | undefined;
  /** What the recorder kept of it. Undefined: it never crossed the network actor. */
  readonly recorded: { readonly datagrams: number; readonly clear: boolean } | undefined;
  /** Candidates come in crowds and may be folded. */
  readonly isCandidate: boolean;
}

/** A message of the peers' conversation, and what each party could see of it. */
export interface Message extends Moment {
  readonly kind: "message";
  readonly from: PeerName;
  readonly to: PeerName;
  readonly attacker: Attacker | undefined;
  readonly text: string;
  readonly bytes: number;
  readonly server: Sight;
  /** The recorder on the network, who sees the datagrams only. */
  readonly recorder: Sight;
  readonly receiver: Sight;
  /** What the receiver got instead of it. */
  readonly replacement: string | undefined;
}

export interface Note extends Moment {
  readonly kind: "note";
  readonly lane: Lane;
  readonly text: string;
  readonly tone: "plain" | "good" | "bad";
}

/** A stretch that is told in one line. */
export interface Fold extends Moment {
  readonly kind: "fold";
  readonly text: string;
}

export type Row = Heading | Arrow | Message | Note | Fold;

/** The lane where a peer's counterpart in DTLS and ICE stands. */
export function legOf(peer: PeerName): "alice-leg" | "bob-leg" {
  return `${peer}-leg`;
}
